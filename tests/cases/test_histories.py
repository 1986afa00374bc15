"""Whatever people do, in whatever order: the journal tells the case, and no date forgets where it came from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.catalogue import ACTS
from cases import clocks
from cases.acts import step_keys
from cases.plan import planned
from cases.waiting import waitings
from models.casefile import CaseFile
from models.changes import Changes
from models.people import HOST, Person
from models.record import Record
from models.refusals import Missing, Refused
from models.vocabulary import CaseStatus, Tier
from tests.builders import (
    ADA,
    LIN,
    MEI,
    QIU,
    WEN,
    ZHAO,
    Walk,
    file,
    in_guidance,
    in_mock_audit,
    in_onsite,
    opened,
    with_intent,
)
from tests.cases.calendars import china

ACTORS = st.sampled_from([LIN, LIN, LIN, ZHAO, ZHAO, HOST, WEN, MEI, QIU, ADA])
GOOD = {
    "producer": "yes",
    "business_lines": ["trade", "broker"],
    "opinion": "宜",
    "score": 93,
    "certified_on": "today",
    "expires_on": "2031-07-01",
    "kind": "letter_of_intent",
    "file": file("a"),
    "text": "记下",
    "days": 3,
    "resume_on": "2030-01-01",
    "promised_on": "today",
    "party": "tax",
    "question": "？",
    "answer": "无",
    "to": "mei",
    "title": "补一步",
    "term": "5 days",
    "add": {"讲一次课": "2040-01-02"},
}
ODD = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.integers(-40, 40),
    st.floats(),
    st.booleans(),
    st.lists(st.text(max_size=3), max_size=2),
    st.sampled_from(
        ["9999-12-31", "0001-01-01", "2026-02-30", "\ud800", "guidance", "screening", "failed", "pool", "statutory"]
    ),
)


RARE = {
    "amend-plan",
    "refuse-plan",
    "close-case",
    "suspend-case",
    "send-back",
    "note",
    "add-step",
    "assign",
    "reopen-step",
    "waive-step",
}
STARTS = st.sampled_from([opened, with_intent, in_guidance, in_mock_audit, in_onsite])


@dataclass(frozen=True)
class Move:
    """One attempt: by whom, how many days later, which of the offered acts (or any act at all), perhaps with odd inputs."""

    actor: Person
    days: int
    pick: int
    wild: bool
    rare: bool
    odd: dict[str, Any]


MOVES = st.builds(
    Move,
    actor=ACTORS,
    days=st.integers(0, 20),
    pick=st.integers(0, 400),
    wild=st.integers(0, 9).map(lambda n: n == 0),
    rare=st.integers(0, 5).map(lambda n: n == 0),
    odd=st.one_of(
        st.just({}),
        st.just({}),
        st.just({}),
        st.dictionaries(
            st.sampled_from([*GOOD, "outcome", "which", "remove", "on", "clocks", "role"]), ODD, max_size=2
        ),
    ),
)


@settings(max_examples=60, deadline=None)
@given(STARTS, st.lists(MOVES, min_size=10, max_size=60))
def test_any_history_of_acts_folds_to_the_case_and_keeps_its_dates(
    start: Callable[[], Walk], history: list[Move]
) -> None:
    walk = lived(start(), history)

    assert walk.casefile.version == len(walk.records)
    assert walk.folded() == walk.casefile
    assert _through_json(walk).folded() == walk.casefile
    assert len({step.key for step in walk.casefile.steps}) == len(walk.casefile.steps)
    assert len({one.key for one in waitings(walk.casefile)}) == len(waitings(walk.casefile))


def lived(walk: Walk, history: list[Move]) -> Walk:
    """The case after these attempts, its dates checked after each."""
    today = walk.records[-1].at.date()
    for move in history:
        today += timedelta(days=move.days)
        _try(walk, move, today)
        _check_dates(walk.casefile)
        planned(walk.casefile, china(), today)
    return walk


def _try(walk: Walk, move: Move, today: date) -> None:
    """Do the act with sensible inputs, odd ones put over them; being refused is fine, anything else is not."""
    try:
        offered = {pair: one.allowed for pair, one in walk.options(today, move.actor).items()}
    except Missing:
        offered = {}
    act, key = _choose(walk, move, sorted(pair for pair, allowed in offered.items() if allowed))
    names = [one.name for one in ACTS[act].inputs(walk.casefile, key) if one.name in GOOD]
    inputs = {name: str(today) if GOOD[name] == "today" else GOOD[name] for name in names} | move.odd
    before = walk.casefile
    try:
        walk.do(act, key, at=today, by=move.actor, reason="因故", **inputs)
    except (Refused, Missing):
        assert walk.casefile is before
    else:
        assert offered[act, key]


def _choose(walk: Walk, move: Move, offered: list[tuple[str, str]]) -> tuple[str, str]:
    names = sorted({act for act, _ in offered if move.rare or act not in RARE})
    if names and not move.wild:
        name = names[move.pick % len(names)]
        places = [pair for pair in offered if pair[0] == name]
        return places[move.pick // len(names) % len(places)]
    act = sorted(ACTS)[move.pick % len(ACTS)]
    keys = ("", *step_keys(walk.casefile), "nothing", "intent.7")
    return act, keys[move.pick % len(keys)]


def _check_dates(casefile: CaseFile) -> None:
    if casefile.status is CaseStatus.CLOSED:
        return
    for key in ("", *(step.key for step in casefile.live_steps)):
        for tier in Tier:
            stored = clocks.date_of(casefile, key, tier)
            again = clocks.recomputed(casefile, key, tier, china())
            assert stored == again
    for step in casefile.live_steps:
        if step.target and step.statutory:
            assert step.target.due_on <= step.statutory.due_on


def _through_json(walk: Walk) -> Walk:
    """The same journal, written and read again."""
    records: list[Record] = [
        replace(record, changes=Changes.validate_json(Changes.dump_json(record.changes))) for record in walk.records
    ]
    return Walk(walk.casefile, records)
