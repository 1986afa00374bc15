"""Promising a day: how far ahead, how it is counted, and what ends it."""

from tests.builders import LIN, MEI, WEN, ZHAO, Walk, day, in_onsite, opened, with_intent

TODAY = "2026-07-02"  # a Thursday


def promised(until: str = "2026-07-10") -> Walk:
    return opened().do("promise", "survey", at=TODAY, promised_on=until)


def counted(walk: Walk, key: str = "survey") -> tuple[object, int, int]:
    step = walk.step(key)
    return step.promised_on, step.promised, step.broken


def test_a_promise_is_seen_and_counted_and_moves_no_date() -> None:
    walk = promised()

    assert counted(walk) == (day("2026-07-10"), 1, 0)
    assert walk.due("survey") == opened().due("survey")


def test_a_day_is_promised_from_today_on_within_twenty_working_days() -> None:
    walk = opened()

    assert walk.refused("promise", "survey", at=TODAY, promised_on=TODAY) == []
    assert walk.refused("promise", "survey", at=TODAY, promised_on="2026-07-01") == ["date.too_early"]
    assert walk.refused("promise", "survey", at=TODAY, promised_on="2026-07-30") == []
    assert walk.refused("promise", "survey", at=TODAY, promised_on="2026-07-31") == ["date.too_late"]


def test_nobody_promises_a_day_beyond_the_laws() -> None:
    walk = in_onsite().do("complete-step", "acceptance", at="2026-07-21").do("start-step", "hearing", at="2026-07-21")

    assert walk.law("hearing") == day("2026-08-10")
    assert walk.refused("promise", "hearing", at="2026-07-21", promised_on="2026-08-11") == ["date.too_late"]


def test_somebody_elses_step_is_not_theirs_to_promise() -> None:
    assert opened().refused("promise", "survey", at=TODAY, by=MEI, promised_on="2026-07-10") == ["rights.not_own"]


def test_a_promise_renewed_in_time_was_not_broken() -> None:
    walk = promised().do("promise", "survey", at="2026-07-10", promised_on="2026-07-15")

    assert counted(walk) == (day("2026-07-15"), 2, 0)


def test_a_promise_renewed_too_late_was_broken() -> None:
    walk = promised().do("promise", "survey", at="2026-07-13", promised_on="2026-07-15")

    assert counted(walk) == (day("2026-07-15"), 2, 1)


def test_completing_ends_it_kept_or_broken() -> None:
    kept = promised().do("complete-step", "survey", at="2026-07-10")
    broken = promised().do("complete-step", "survey", at="2026-07-13")

    assert (counted(kept), counted(broken)) == ((None, 1, 0), (None, 1, 1))


def test_submitting_ends_it() -> None:
    walk = with_intent()
    for key in ("self-assessment", "line-check"):
        walk.do("complete-step", key, at="2026-07-06")
    walk.do("promise", "opinion", at="2026-07-06", promised_on="2026-07-08")
    walk.do("submit-step", "opinion", at="2026-07-07", opinion="宜").do(
        "return-step", "opinion", at="2026-07-09", by=ZHAO, reason="补充"
    )

    assert counted(walk, "opinion") == (None, 1, 0)


def test_reassigning_the_step_ends_it() -> None:
    assert counted(promised().do("assign", "survey", at="2026-07-03", by=ZHAO, to=MEI.login)) == (None, 1, 0)


def test_another_coordinator_is_not_held_to_what_the_first_promised() -> None:
    assert counted(promised().do("assign", at="2026-07-03", by=ZHAO, to=MEI.login)) == (None, 1, 0)


def test_another_liaison_leaves_the_coordinators_promise_alone() -> None:
    walk = promised().do("assign", at="2026-07-03", by=ZHAO, to=LIN.login, role="liaison")

    assert walk.casefile.liaison != WEN.login
    assert counted(walk) == (day("2026-07-10"), 1, 0)


def test_a_promised_day_that_fell_into_a_suspension_binds_nobody() -> None:
    walk = promised().do("suspend-case", at="2026-07-03", by=ZHAO, reason="因故", resume_on="2026-08-03")
    walk.do("resume-case", at="2026-08-03")

    assert counted(walk) == (None, 1, 0)


def test_a_promised_day_that_lies_ahead_stands_after_a_suspension() -> None:
    walk = promised().do("suspend-case", at="2026-07-03", by=ZHAO, reason="因故", resume_on="2026-07-06")
    walk.do("resume-case", at="2026-07-06")

    assert counted(walk) == (day("2026-07-10"), 1, 0)


def test_a_promise_broken_before_the_suspension_stays_broken() -> None:
    walk = promised("2026-07-03").do("suspend-case", at="2026-07-06", by=ZHAO, reason="因故", resume_on="2026-08-03")
    walk.do("resume-case", at="2026-08-03").do("complete-step", "survey", at="2026-08-03")

    assert counted(walk) == (None, 1, 1)
