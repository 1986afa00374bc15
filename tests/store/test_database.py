"""The database: transactions, migrations, versions."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.refusals import Unavailable
from models.tables import metadata
from store import schema
from store.database import Database
from store.tables import case, lease, site

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_models_and_migrations_agree(database: Database) -> None:
    with database.reading() as tx:
        differences = compare_metadata(MigrationContext.configure(tx), metadata)

    assert differences == []


def test_the_versions_are_those_that_alembic_knows() -> None:
    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))

    assert [one.revision for one in reversed(list(scripts.walk_revisions()))] == list(schema.known())


def test_a_migrated_database_passes_the_check(database: Database) -> None:
    database.check()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    database.upgrade()

    database.check()


def test_a_database_without_a_schema_is_behind(unmade: Database) -> None:
    with pytest.raises(Unavailable) as refusal:
        unmade.check()

    assert refusal.value.reasons[0].code == "database_behind"
    assert refusal.value.reasons[0].values == {"version": "-", "program": schema.head()}


@pytest.mark.parametrize("what", ["check", "upgrade"])
def test_a_database_newer_than_the_program_is_refused_with_its_version(unmade: Database, what: str) -> None:
    unmade.upgrade()
    with unmade.writing() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Unavailable) as refusal:
        getattr(unmade, what)()

    assert refusal.value.reasons[0].values["version"] == "9999"


def test_a_running_program_writes_nothing_more_once_a_newer_one_has_upgraded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.LOOK_EVERY", 0.0)
    with database.writing() as tx:
        tx.execute(insert(lease).values(name="before", holder="", epoch=0, until=NOW))
    set_version(database, "9999")

    for way in (database.writing, database.acting):
        with pytest.raises(Unavailable) as refusal, way() as tx:
            tx.execute(insert(lease).values(name="after", holder="", epoch=0, until=NOW))
        assert refusal.value.reasons[0].code == "database_newer"
        assert refusal.value.reasons[0].values == {"version": "9999", "program": schema.head()}

    set_version(database, schema.head())
    with database.reading() as tx:
        assert tx.execute(select(lease.c.name)).scalars().all() == ["before"]


def test_it_goes_on_when_the_upgrade_was_taken_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.LOOK_EVERY", 0.0)
    set_version(database, "9999")
    with suppress(Unavailable), database.writing():
        pass
    set_version(database, schema.head())

    with database.writing() as tx:
        tx.execute(insert(lease).values(name="again", holder="", epoch=0, until=NOW))


def set_version(database: Database, version: str) -> None:
    """By somebody whom nobody refuses."""
    engine = create_engine(database.url)
    with engine.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(unmade: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade_and_fail(tx: object) -> None:
        real(tx)  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    real = schema.upgrade
    monkeypatch.setattr(schema, "upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError):
        unmade.upgrade()

    with unmade.reading() as tx:
        assert inspect(tx).get_table_names() == []


def test_four_programs_may_upgrade_at_once(unmade: Database) -> None:
    others = [Database(unmade.url) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.upgrade, others))

    unmade.check()
    for other in others:
        other.close()


def test_no_update_is_lost_when_two_programs_read_then_write(database: Database) -> None:
    with database.writing() as tx:
        tx.execute(insert(lease).values(name="sweep", holder="", epoch=0, until=NOW))

    def raise_it(other: Database) -> None:
        for _ in range(40):
            with other.writing() as tx:
                epoch = tx.execute(select(lease.c.epoch).with_for_update()).scalar_one()
                tx.execute(update(lease).values(epoch=epoch + 1))

    others = [Database(database.url) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(raise_it, others))
    with database.reading() as tx:
        assert tx.execute(select(lease.c.epoch)).scalar_one() == 120
    for other in others:
        other.close()


def test_what_fails_is_rolled_back(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as tx:
        tx.execute(insert(site), [{"code": code, "name": "日照", "calendar": "cn"} for code in ("RZ", "QD", "RZ")])

    with database.reading() as tx:
        assert tx.execute(select(site)).all() == []


def test_a_reading_transaction_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as tx:
        tx.execute(insert(site).values(code="RZ", name="日照", calendar="cn"))


def test_a_reading_transaction_sees_a_single_moment(database: Database) -> None:
    with database.reading() as tx:
        before = tx.execute(select(site)).all()
        with database.writing() as other:
            other.execute(insert(site).values(code="RZ", name="日照", calendar="cn"))

        assert tx.execute(select(site)).all() == before


def test_sqlite_keeps_what_it_committed(sqlite: Database) -> None:
    with sqlite.writing() as tx:
        found = {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}

    assert found == {"journal_mode": "wal", "synchronous": 2}


def test_sqlite_holds_to_its_foreign_keys(sqlite: Database) -> None:
    with sqlite.writing() as tx:
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_writer_waits_in_vain_for_another_and_says_so(sqlite: Database) -> None:
    other = Database(sqlite.url)
    with sqlite.writing(), pytest.raises(Unavailable) as refusal:
        _impatient(other)

    assert refusal.value.reasons[0].code == "database_busy"
    other.close()


def _impatient(database: Database) -> None:
    with database._writer.connect() as connection:  # the wait is 10 s otherwise
        connection.connection.dbapi_connection.execute("PRAGMA busy_timeout = 1")  # type: ignore[union-attr]
    with database.writing():
        pass


def test_a_case_of_before_moved_when_a_step_last_began_or_ended(
    unmade: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Migrating a database with cases in it: 0005 reckons when each last moved."""
    with monkeypatch.context() as old:
        old.setattr(schema, "head", lambda: "0003")
        old.setattr("alembic.command.upgrade", partial(_upgrade_to, "0003", command.upgrade))
        unmade.upgrade()
    with unmade.writing() as tx:
        tx.execute(text("INSERT INTO site (code, name, calendar) VALUES ('RZ', 'RZ', 'cn')"))
        for statement in _OLD_CASE:
            tx.execute(text(statement))
    unmade.upgrade()

    with unmade.reading() as tx:
        found = tx.execute(select(case.c.moved_on, case.c.priority, case.c.agenda_since)).one()
    assert found == (date(2026, 3, 9), "normal", None)


def _upgrade_to(version: str, upgrade: Any, config: Any, revision: str) -> None:
    upgrade(config, version)


_OLD_CASE = (
    "INSERT INTO enterprise (id, site, uscc, name, customs_code, credit_level, industry, contact, phone, email, extra, search,"
    " updated_at) VALUES (1, 'RZ', '91371100MA3C0XYQ1J', 'x', '', '', '', '', '', '', '{}', 'x', '2026-03-02 00:00:00')",
    "INSERT INTO definition (hash, kind, key, content, published_at, published_by)"
    " VALUES ('h', 'process', 'small', '{}', '2026-03-02 00:00:00', 'host')",
    'INSERT INTO "case" (id, no, site, enterprise_id, process, process_hash, regime, regime_hash, status, stage, round,'
    " stage_entered_on, version, opened_on, outcome, plan_revision, detail) VALUES (1, 'RZ-2026-0001', 'RZ', 1, 'small', 'h', 'r',"
    " 'h', 'open', 'screening', 1, '2026-03-02', 1, '2026-03-02', '', 0, '{}')",
    'INSERT INTO step (id, case_id, key, of, stage, round, state, need, "by", holder, title, opened_on, closed_on,'
    " detail) VALUES (1, 1, 'intent', 'intent', 'screening', 1, 'done', 'required', 'coordinator',"
    " 'customs', '', '2026-03-03', '2026-03-09', '{}')",
)
