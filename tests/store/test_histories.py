"""Whatever a case looks like and whatever happened to it: what is loaded is what was applied, and what the journal tells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from cases.fold import replay
from cases.lateness import late_after, turns
from cases.shares import held_now
from cases.waiting import doer
from models.casefile import CaseFile, Deadline, Evidence, Grant, Pause, Question, Step, Suspension, Visit
from models.definitions import Text
from models.people import EVERYWHERE, Person
from models.rulebook import Rulebook
from models.terms import Length
from models.vocabulary import CaseStatus, Need, Role, Standing, StepState, Unit
from store import caselist, cases, definitions, enterprises, journal, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.lateness import LIVE, step_is_late
from store.sites import Site
from store.tables import step
from tests.builders import ACME, PEOPLE, Walk
from tests.builders_store import NOW, a_case, noted, settle
from tests.builders_store import opened as began
from tests.cases.test_histories import MOVES, STARTS, Move, lived

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
LOGINS = st.sampled_from([None, "lin", "zhao", "qiu"])
MAYBE_DAYS = st.none() | DAYS
FACTS = st.dictionaries(
    WORDS, st.none() | st.booleans() | st.integers(-9, 9) | WORDS | st.lists(WORDS, max_size=2), max_size=3
)
TITLES = st.builds(Text, zh=WORDS.filter(bool), en=WORDS.filter(bool))
GRANTS = st.builds(Grant, st.builds(Length, st.integers(1, 99), st.sampled_from(Unit)), st.booleans())
DEADLINES = st.none() | st.builds(
    Deadline, DAYS, DAYS, DAYS, rolled=st.lists(st.none() | TITLES, max_size=2).map(tuple), provisional=st.booleans(),
    standing=st.sampled_from(Standing), pauses=st.lists(st.builds(Pause, DAYS, DAYS), max_size=2).map(tuple),
    credited=st.integers(0, 9), unplaced=st.integers(0, 9), granted=st.lists(GRANTS, max_size=2).map(tuple),
    extended=st.integers(0, 9), extensions=st.integers(0, 9), revision=st.integers(1, 9),
)  # fmt: skip
EVIDENCE = st.lists(st.builds(Evidence, WORDS, WORDS, WORDS, DAYS, WORDS), max_size=2).map(tuple)
STEPS = st.lists(
    st.builds(
        Step, key=WORDS.filter(bool), of=WORDS, stage=WORDS, round=st.integers(1, 9), state=st.sampled_from(StepState),
        need=st.sampled_from(Need), by=st.sampled_from(Role), holder=WORDS, title=WORDS, element=WORDS, assignee=LOGINS,
        opened_on=MAYBE_DAYS, started_on=MAYBE_DAYS, closed_on=MAYBE_DAYS, closed_by=st.none() | WORDS, reason=WORDS,
        target=DEADLINES, statutory=DEADLINES, question=st.none() | st.builds(Question, WORDS, WORDS, DAYS),
        paused_on=MAYBE_DAYS, evidence=EVIDENCE,
    ),
    unique_by=lambda one: one.key, max_size=4,
).map(tuple)  # fmt: skip
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(CaseStatus), "stage": WORDS, "round": st.integers(1, 9), "coordinator": LOGINS,
        "liaison": LOGINS, "supervisor": LOGINS, "stage_deadline": DEADLINES, "facts": FACTS, "outcome": WORDS,
        "visits": st.lists(st.builds(Visit, WORDS, st.integers(1, 9), DAYS, MAYBE_DAYS, WORDS), min_size=1, max_size=3).map(tuple),
        "milestones": st.dictionaries(WORDS, DAYS, max_size=2),
        "suspension": st.none() | st.builds(Suspension, DAYS, WORDS, MAYBE_DAYS, st.integers(0, 9)),
        "closed_on": MAYBE_DAYS, "look_again_on": MAYBE_DAYS, "barred_until": MAYBE_DAYS,
        "plan_revision": st.integers(0, 9), "taken_over_on": MAYBE_DAYS, "evidence": EVIDENCE,
    },
)  # fmt: skip
ONCE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(CHANGES, STEPS, st.lists(CHANGES, max_size=3), st.data())
def test_what_is_loaded_is_what_was_applied(
    database: Database, first: dict[str, Any], steps: tuple[Step, ...], more: list[dict[str, Any]], data: st.DataObject
) -> None:
    with undone(database) as tx:
        settle(tx)
        case = a_case(**first, steps=steps)
        cases.apply(tx, None, case, began(case), (), {}, held=())
        for changes in more:
            kept = tuple(data.draw(st.sampled_from([one, replace(one, title="x")])) for one in case.steps)
            after = replace(case, **changes, steps=kept, version=case.version + 1)
            cases.apply(tx, case, after, noted(), (), {}, held=())
            case = after

        assert cases.load(tx, case.no) == case


@ONCE
@given(STARTS, st.lists(MOVES, max_size=25))
def test_the_tables_are_what_the_journal_tells(
    database: Database, start: Callable[[], Walk], history: list[Move]
) -> None:
    walk = lived(start(), history)
    with undone(database) as tx:
        keep_history(tx, walk)

        loaded = cases.load(tx, walk.casefile.no)
        told = replay(journal.records(tx, walk.casefile.no), lambda kind, hash: definitions.get(tx, kind, hash))
        assert loaded == told == walk.casefile
        assert journal.verify(tx).ok


@ONCE
@given(STARTS, st.lists(MOVES, max_size=25), DAYS.filter(lambda day: day.year > 2025))
def test_lists_say_of_every_case_what_the_rules_say(
    database: Database, start: Callable[[], Walk], history: list[Move], day: date
) -> None:
    walk = lived(start(), history)
    case = walk.casefile
    with undone(database) as tx:
        _prepare(tx, case)
        _apply(tx, walk)

        live = {one.key: (doer(case, one), is_past(late_after(case, one.key), day)) for one in case.live_steps}
        columns = select(step.c.key, step.c.doer, step_is_late(day)).where(LIVE)
        assert {key: (whose, bool(late)) for key, whose, late in tx.execute(columns)} == live
        is_late = any(late for _, late in live.values()) or is_past(late_after(case, ""), day)
        assert [one.is_late for one in caselist.listing(tx, EVERYWHERE, day).items] == [is_late]


def is_past(last: date | None, day: date) -> bool:
    """Whether ``day`` is after the last day in time."""
    return last is not None and last < day


@contextmanager
def undone(database: Database) -> Iterator[Connection]:
    """A transaction that leaves nothing, so that every example finds the database empty."""
    with database.writing() as tx:
        inner = tx.begin_nested()
        yield tx
        inner.rollback()


def keep_history(tx: Connection, walk: Walk) -> None:
    """The walk's case in the database, act by act, with its site, its people and its rulebook."""
    _prepare(tx, walk.casefile)
    _apply(tx, walk)


def _prepare(tx: Connection, case: CaseFile) -> None:
    sites.add(tx, Site("RZ", "日照"))
    sites.add(tx, Site("QD", "青岛"))
    for one in sorted(PEOPLE.values(), key=_supervisors_first):
        people.add(tx, one, NOW)
    enterprises.upsert(tx, "RZ", [RosterRow(ACME.uscc, ACME.name)], NOW)
    rules = Rulebook(processes={case.process.key: case.process}, regimes={case.regime.key: case.regime})
    definitions.publish(tx, rules, "host", NOW)


def _supervisors_first(person: Person) -> bool:
    return person.supervisor is not None


def _apply(tx: Connection, walk: Walk) -> None:
    """Every act on its own, as it happened."""
    before: CaseFile | None = None
    known = {"process": walk.casefile.process, "regime": walk.casefile.regime}
    for number, record in enumerate(walk.records, start=1):
        after = replay(walk.records[:number], lambda kind, _: known[kind])
        cases.apply(tx, before, after, record, (), turns(after), held=held_now(after))
        before = after
