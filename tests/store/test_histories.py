"""Whatever a case looks like and whatever happened to it: what is loaded is what was applied, and what the journal tells."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from cases.fold import replay
from models.casefile import CaseFile, Deadline, Evidence, Question, Step, Suspension, Visit
from models.people import Person
from models.rulebook import Rulebook
from models.vocabulary import CaseStatus, Need, Role, Standing, StepState
from store import cases, definitions, enterprises, journal, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.sites import Site
from tests.builders import ACME, PEOPLE, Walk
from tests.builders_store import NOW, a_case, keep, noted, settle
from tests.cases.test_histories import MOVES, STARTS, Move, lived

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
LOGINS = st.sampled_from([None, "lin", "zhao", "qiu"])
MAYBE_DAYS = st.none() | DAYS
FACTS = st.dictionaries(
    WORDS, st.none() | st.booleans() | st.integers(-9, 9) | WORDS | st.lists(WORDS, max_size=2), max_size=3
)
DEADLINES = st.none() | st.builds(
    Deadline, DAYS, DAYS, DAYS, rolled=WORDS, provisional=st.booleans(), standing=st.sampled_from(Standing),
    credited=st.integers(0, 9), extended=st.integers(0, 9), extensions=st.integers(0, 9), revision=st.integers(1, 9),
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
    unique_by=lambda step: step.key, max_size=4,
).map(tuple)  # fmt: skip
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(CaseStatus), "stage": WORDS, "round": st.integers(1, 9), "coordinator": LOGINS,
        "liaison": LOGINS, "supervisor": LOGINS, "stage_deadline": DEADLINES, "facts": FACTS, "outcome": WORDS,
        "visits": st.lists(st.builds(Visit, WORDS, st.integers(1, 9), DAYS, MAYBE_DAYS, WORDS), min_size=1, max_size=3).map(tuple),
        "milestones": st.dictionaries(WORDS, DAYS, max_size=2),
        "suspension": st.none() | st.builds(Suspension, DAYS, WORDS, MAYBE_DAYS),
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
        case = keep(tx, a_case(**first, steps=steps))
        for changes in more:
            kept = tuple(data.draw(st.sampled_from([step, replace(step, title="x")])) for step in case.steps)
            after = replace(case, **changes, steps=kept, version=case.version + 1)
            cases.apply(tx, case, after, noted(), ())
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
        cases.apply(tx, before, after, record, ())
        before = after
