"""The journal and its chains."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from models.refusals import Missing
from store import journal
from store.database import Database
from store.tables import case as cases
from store.tables import journal as table
from tests.builders_store import NOW, a_case, go_on, keep, noted, opened, settle

LATER = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _two_cases(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        first = keep(tx, a_case("RZ-2026-0001"))
        go_on(tx, go_on(tx, first), at=LATER)
        keep(tx, a_case("RZ-2026-0002"))


def test_records_come_back_typed_and_in_order(database: Database) -> None:
    with database.reading() as tx:
        records = journal.records(tx, "RZ-2026-0001")

    assert records == (opened(a_case()), noted(), noted(at=LATER))


def test_the_records_of_an_unknown_case_are_missing(database: Database) -> None:
    with database.reading() as tx, pytest.raises(Missing):
        journal.records(tx, "RZ-2026-0099")


def test_a_moment_shows_only_what_had_happened(database: Database) -> None:
    with database.reading() as tx:
        assert len(journal.records_until(tx, "RZ-2026-0001", NOW)) == 2
        assert journal.records_until(tx, "RZ-2026-0001", NOW - timedelta(seconds=1)) == ()


def test_untouched_chains_hold(database: Database) -> None:
    with database.reading() as tx:
        verdict = journal.verify(tx)

    assert (verdict.ok, verdict.cases) == (True, 2)


def test_one_case_can_be_verified_alone(database: Database) -> None:
    with database.reading() as tx:
        assert journal.verify(tx, "RZ-2026-0002").cases == 1
        with pytest.raises(Missing):
            journal.verify(tx, "RZ-2026-0099")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"content": "{}"}, "changed"),
        ({"hash": "0" * 64}, "changed"),
        ({"previous": "0" * 64}, "unchained"),
        ({"actor": "qiu"}, "disagrees"),
        ({"at": LATER + timedelta(days=1)}, "disagrees"),
    ],
)
def test_a_record_changed_afterwards_is_found(database: Database, change: dict[str, object], why: str) -> None:
    with database.writing() as tx:
        tx.execute(update(table).where(table.c.seq == 2).values(change))

        assert journal.verify(tx).broken[0] == journal.Break("RZ-2026-0001", 2, why)


@pytest.mark.parametrize(("seq", "why", "where"), [(1, "gap", 2), (2, "gap", 3), (3, "short", 2)])
def test_a_record_taken_out_is_found(database: Database, seq: int, why: str, where: int) -> None:
    with database.writing() as tx:
        tx.execute(delete(table).where(table.c.seq == seq, table.c.case_id == _first(database)))

        assert journal.verify(tx).broken[0] == journal.Break("RZ-2026-0001", where, why)


def test_a_case_without_any_record_is_found(database: Database) -> None:
    with database.writing() as tx:
        tx.execute(delete(table))

        assert [one.why for one in journal.verify(tx).broken] == ["short", "short"]


def test_a_chain_cannot_fork(database: Database) -> None:
    with database.writing() as tx, pytest.raises(IntegrityError):
        journal.append(tx, _first(database), 2, noted(), journal.GENESIS)


def _first(database: Database) -> int:
    with database.reading() as tx:
        return int(tx.execute(cases.select().where(cases.c.no == "RZ-2026-0001")).mappings().one()["id"])
