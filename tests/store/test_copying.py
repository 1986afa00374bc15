"""Copying a whole database into another: from each kind to each, all of it or nothing."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, select, update

from models.refusals import Invalid, Missing, Refused, Unavailable
from models.tables import metadata
from store import copying, instance, journal, schema, sites
from store.copying import Copied
from store.database import Database
from store.sites import Site
from store.tables import case, enterprise, person
from store.tables import journal as records
from tests import databases
from tests.builders_store import a_case, go_on, keep, settle
from tests.databases import BOTH


@pytest.fixture
def source(database: Database) -> Database:
    """A site with a case that has gone on, and a chief whose login comes after that of those who report to her."""
    with database.writing() as tx:
        instance.begin(tx, "original")
        settle(tx)
        go_on(tx, keep(tx, a_case()))
        tx.execute(insert(person), _row(tx, "zhao") | {"login": "zz"})
        tx.execute(update(person).where(person.c.login == "zhao").values(supervisor="zz"))
    return database


@pytest.fixture(params=BOTH)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            empty = Database(f"sqlite:///{tmp_path / 'target.db'}")
            stack.callback(empty.close)
        else:
            empty = stack.enter_context(databases.empty_postgres())
        yield empty


def copied(source: Database, target: Database) -> Copied:
    return copying.copy(source, target, marker="copy", tell=lambda table, rows: None)


def rows(database: Database) -> dict[str, list[str]]:
    """Everything but which installation it is."""
    tables = [table for table in metadata.sorted_tables if table.name != "instance"]
    with database.reading() as tx:
        return {table.name: sorted(map(repr, tx.execute(select(table)).all())) for table in tables}


def is_untouched(target: Database) -> bool:
    with target.reading() as tx:
        return not tx.execute(select(person.c.login)).first()


def _row(tx: Connection, login: str) -> dict[str, Any]:
    return dict(tx.execute(select(person).where(person.c.login == login)).mappings().one())


def test_the_copy_holds_what_the_source_holds(source: Database, target: Database) -> None:
    copied(source, target)

    assert rows(target) == rows(source)


def test_what_was_copied_is_counted_and_hashed_alike_at_both_ends(source: Database, target: Database) -> None:
    found = copied(source, target)

    assert (found.schema, found.tables["case"].rows, found.tables["person"].rows) == (schema.head(), 1, 4)
    with source.reading() as before, target.reading() as tx:
        assert copying.content(before, records) == copying.content(tx, records) == found.tables["journal"]


def test_the_chains_of_the_copy_hold(source: Database, target: Database) -> None:
    copied(source, target)
    with target.reading() as tx:
        verdict = journal.verify(tx)

    assert (verdict.ok, verdict.cases) == (True, 1)


def test_delivery_is_held_on_the_copy_and_goes_on_at_the_source(source: Database, target: Database) -> None:
    copied(source, target)
    with source.reading() as before, target.reading() as tx:
        assert instance.get(tx) == instance.Instance("copy", True, "copied")
        assert instance.get(before) == instance.Instance("original", False, "")


def test_numbers_go_on_in_the_copy_where_the_source_stopped(source: Database, target: Database) -> None:
    copied(source, target)
    with target.writing() as tx:
        keep(tx, a_case("RZ-2026-0002"))
        first, second = tx.execute(select(case.c.id).order_by(case.c.id)).scalars()

    assert second == first + 1


def test_what_is_done_is_told_table_by_table(source: Database, target: Database) -> None:
    told: list[tuple[str, int]] = []
    copying.copy(source, target, marker="copy", tell=lambda table, rows: told.append((table, rows)))

    assert sum(rows for _, rows in told) == copying.count(source)


def test_a_target_that_holds_anything_is_refused_and_stays_as_it_is(source: Database, target: Database) -> None:
    target.upgrade()
    with target.writing() as tx:
        sites.add(tx, Site("QD", "青岛"))
    with pytest.raises(Refused, match="copy_not_empty"):
        copied(source, target)

    assert is_untouched(target)


def test_a_database_of_another_program_is_no_target(source: Database, target: Database) -> None:
    with target.writing() as tx:
        tx.exec_driver_sql("CREATE TABLE theirs (id integer)")
    with pytest.raises(Refused, match="copy_not_empty"):
        copied(source, target)


def test_a_source_that_is_behind_is_refused_before_the_target_is_touched(source: Database, target: Database) -> None:
    with source.writing() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    try:
        with pytest.raises(Unavailable, match="database_behind"):
            copied(source, target)
    finally:
        with source.writing() as tx:
            tx.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{schema.head()}'")
    with target.reading() as tx:
        assert schema.version(tx) == ""


def test_a_source_that_is_not_there_is_missing_and_not_made(target: Database, tmp_path: Path) -> None:
    with pytest.raises(Missing, match="copy_no_source"):
        copied(Database(f"sqlite:///{tmp_path / 'nothing.db'}"), target)

    assert not (tmp_path / "nothing.db").exists()


def test_a_broken_chain_is_not_copied(source: Database, target: Database) -> None:
    with source.writing() as tx:
        tx.execute(update(records).values(actor="qiu"))
    with pytest.raises(Refused, match="journal_broken"):
        copied(source, target)

    assert is_untouched(target)


def test_what_reads_back_differently_is_not_copied(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(tx: Connection, table: Table) -> None:
        tx.execute(update(person).values(name="Somebody"))

    monkeypatch.setattr(copying, "_number_on", spoil)
    with pytest.raises(Refused, match="copy_differs"):
        copied(source, target)

    assert is_untouched(target)


def test_a_copy_that_failed_can_be_tried_again(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(copying, "_number_on", lambda tx, table: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copied(source, target)
    copied(source, target)

    assert rows(target) == rows(source)


@pytest.mark.postgres
def test_a_text_that_postgresql_does_not_keep_is_named_by_its_table(sqlite: Database) -> None:
    with sqlite.writing() as tx:
        settle(tx)
        tx.execute(update(enterprise).values(contact="a\0b"))
    with databases.empty_postgres() as target, pytest.raises(Invalid) as error:
        copied(sqlite, target)

    assert (error.value.reasons[0].code, error.value.reasons[0].where) == ("copy_unfit", "enterprise")
