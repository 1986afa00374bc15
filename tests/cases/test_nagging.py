"""Acknowledging a step, snoozing it, urging it: what they change, and how far they go."""

from tests.builders import MEI, ZHAO, day, opened

TODAY = "2026-07-02"  # a Thursday


def test_who_does_a_step_can_say_that_they_know() -> None:
    walk = opened().do("acknowledge", "intent", at=TODAY)

    assert walk.step("intent").acknowledged_on == day(TODAY)


def test_once_a_day_is_enough() -> None:
    walk = opened().do("acknowledge", "intent", at=TODAY)

    assert walk.refused("acknowledge", "intent", at=TODAY) == ["step.acknowledged"]
    assert walk.refused("acknowledge", "intent", at="2026-07-03") == []


def test_somebody_elses_step_is_not_theirs_to_quieten() -> None:
    assert opened().refused("acknowledge", "intent", at=TODAY, by=MEI) == ["rights.not_own"]


def test_no_date_moves() -> None:
    before = opened()
    after = (
        opened().do("acknowledge", "intent", at=TODAY).do("snooze", "intent", at=TODAY, until="2026-07-09", reason="x")
    )

    assert after.step("intent").target == before.step("intent").target


def test_a_snooze_wants_a_reason_and_a_day() -> None:
    assert opened().refused("snooze", "intent", at=TODAY) == ["input.missing", "reason.missing"]


def test_a_snooze_ends_within_ten_working_days() -> None:
    assert opened().refused("snooze", "intent", at=TODAY, until="2026-07-16", reason="x") == []
    assert opened().refused("snooze", "intent", at=TODAY, until="2026-07-17", reason="x") == ["date.too_late"]


def test_a_snooze_begins_with_the_next_working_day() -> None:
    assert opened().refused("snooze", "intent", at=TODAY, until=TODAY, reason="x") == ["date.too_early"]


def test_reassigning_wakes_it_up() -> None:
    walk = (
        opened().do("acknowledge", "intent", at=TODAY).do("snooze", "intent", at=TODAY, until="2026-07-09", reason="x")
    )
    walk.do("assign", "intent", at=TODAY, by=ZHAO, to=MEI.login)

    step = walk.step("intent")
    assert (step.acknowledged_on, step.snoozed_until) == (None, None)


def test_a_supervisor_urges_what_somebody_else_does() -> None:
    walk = opened().do("urge", "intent", at=TODAY, by=ZHAO).do("urge", "intent", at="2026-07-03", by=ZHAO)

    assert (walk.step("intent").urged_on, walk.step("intent").urged) == (day("2026-07-03"), 2)


def test_a_step_is_urged_once_a_day() -> None:
    walk = opened().do("urge", "intent", at=TODAY, by=ZHAO)

    assert walk.refused("urge", "intent", at=TODAY, by=ZHAO) == ["step.urged"]


def test_nobody_urges_themselves() -> None:
    assert opened().refused("urge", "intent", at=TODAY) == ["step.yours"]


def test_urging_ends_the_quiet() -> None:
    walk = (
        opened().do("acknowledge", "intent", at=TODAY).do("snooze", "intent", at=TODAY, until="2026-07-09", reason="x")
    )
    walk.do("urge", "intent", at=TODAY, by=ZHAO)

    step = walk.step("intent")
    assert (step.acknowledged_on, step.snoozed_until) == (None, None)
