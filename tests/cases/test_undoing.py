"""Undoing: exactly as it was, one's own newest act, for ten minutes, and never what reaches further."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.catalogue import ACTS
from cases import acts
from cases.transitions.undoing import UNDOABLE, WITHIN
from models.refusals import Refused
from tests.builders import LIN, MEI, ZHAO, Walk, file, on, opened, with_intent
from tests.cases.test_histories import MOVES, STARTS, Move, lived

ON = "2026-07-02"
TICK = timedelta(microseconds=1)


def late(walk: Walk, after: timedelta) -> list[str]:
    """What stands against undoing the newest act that long after it."""
    last = walk.last()
    assert last
    when = replace(on(ON), now=last.record.at + after, last=last)
    try:
        acts.decide(ACTS["undo"], walk.casefile, "", {}, when, {})
    except Refused as refusal:
        return [one.code for one in refusal.reasons]
    return []


@pytest.mark.parametrize(
    "act",
    [
        lambda walk: walk.do("acknowledge", "intent", at=ON),
        lambda walk: walk.do("snooze", "intent", at=ON, until="2026-07-03", reason="等材料"),
        lambda walk: walk.do("promise", "intent", at=ON, promised_on="2026-07-03"),
        lambda walk: walk.do("attach-evidence", "intent", at=ON, kind="letter_of_intent", file=file("意向书.pdf")),
        lambda walk: walk.do("waive-step", "intent", at=ON, by=ZHAO, reason="已在别处办理"),
        lambda walk: walk.do("add-step", at=ON, title="补件", due_on="2026-07-09", reason="缺件"),
        lambda walk: walk.do("extend-deadline", "intent", at=ON, days="2", reason="节假"),
        lambda walk: walk.do("delegate", "intent", at=ON, to="mei"),
        lambda walk: walk.do("release", at=ON, reason="误点"),
        lambda walk: walk.do("assign", at=ON, by=ZHAO, to="mei"),
        lambda walk: walk.do("raise-priority", at=ON, by=ZHAO),
        lambda walk: walk.do("put-on-agenda", at=ON, by=ZHAO, reason="待议"),
    ],
)
def test_the_case_is_as_it_was(act: Callable[[Walk], Walk]) -> None:
    before = opened().casefile
    walk = act(opened())
    by = ZHAO if walk.records[-1].actor == "zhao" else LIN

    undone = walk.do("undo", at=ON, by=by).casefile
    assert replace(undone, version=before.version) == before
    assert walk.folded() == undone


def test_undoing_a_completion_takes_away_what_it_opened() -> None:
    walk = with_intent()
    before = walk.last()
    assert before
    walk.do("undo", at=walk.records[-1].at.date())

    assert before.before
    assert walk.states == {one.key: str(one.state) for one in before.before.steps}
    assert "self-assessment" not in walk.states


def test_what_was_undone_is_done_again_as_if_for_the_first_time() -> None:
    walk = with_intent()
    first, day = walk.states, walk.records[-1].at.date()
    walk.do("undo", at=day)

    walk.do("complete-step", "intent", at=day, producer="no", business_lines=["trade"])

    assert walk.states.keys() >= {"self-assessment"}
    assert walk.states["self-assessment"] == first["self-assessment"]


@pytest.mark.parametrize(("after", "codes"), [(WITHIN, []), (WITHIN + TICK, ["undo.too_late"])])
def test_it_can_be_undone_for_ten_minutes(after: timedelta, codes: list[str]) -> None:
    assert late(opened().do("acknowledge", "intent", at=ON), after) == codes


def test_only_ones_own_act_is_undone() -> None:
    walk = opened().do("acknowledge", "intent", at=ON)

    assert walk.refused("undo", at=ON, by=ZHAO) == ["undo.not_yours"]


def test_what_somebody_has_built_on_is_not_undone() -> None:
    walk = opened().do("acknowledge", "intent", at=ON).do("note", at=ON, by=ZHAO, text="已知")

    assert walk.refused("undo", at=ON) == ["undo.not_yours"]


def test_an_undoing_is_not_undone() -> None:
    walk = opened().do("acknowledge", "intent", at=ON).do("undo", at=ON)

    assert walk.refused("undo", at=ON) == ["undo.not_this"]


def test_a_note_stays() -> None:
    assert opened().do("note", at=ON, text="已通话").refused("undo", at=ON) == ["undo.not_this"]


def test_nothing_was_before_the_opening() -> None:
    assert opened().refused("undo", at=ON) == ["undo.nothing"]


def test_whoever_gave_the_case_away_still_undoes_it() -> None:
    walk = opened().do("release", at=ON, reason="误点")

    assert walk.refused("undo", at=ON) == []
    assert walk.refused("undo", at=ON, by=MEI) == ["undo.not_yours"]


def test_every_act_that_can_be_undone_exists() -> None:
    assert set(ACTS) >= UNDOABLE


@settings(max_examples=60, deadline=None)
@given(STARTS, st.lists(MOVES, max_size=25), MOVES)
def test_whatever_was_before_an_act_its_undoing_brings_that_back(
    start: Callable[[], Walk], history: list[Move], last: Move
) -> None:
    walk = lived(start(), history)
    before, known = walk.casefile, len(walk.records)
    lived(walk, [replace(last, days=0)])
    assume(len(walk.records) > known and walk.records[-1].act in UNDOABLE)

    against = walk.refused("undo", at=walk.records[-1].at.date(), by=last.actor)
    assert against in ([], ["undo.reaches_further"])
    if not against:
        walk.do("undo", at=walk.records[-1].at.date(), by=last.actor)
        assert replace(walk.casefile, version=before.version) == before
        assert walk.folded() == walk.casefile
