"""Loading a case and applying acts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from models.casefile import Enterprise
from models.refusals import Missing, Stale
from models.vocabulary import StepState
from store import cases
from store.database import Database
from store.tables import enterprise, step
from tests.builders_store import a_case, a_step, go_on, keep, noted, settle, uscc


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def test_a_case_is_loaded_as_it_was_applied(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())

    with database.reading() as tx:
        assert cases.load(tx, case.no) == case


def test_an_unknown_number_is_missing(database: Database) -> None:
    with database.reading() as tx, pytest.raises(Missing):
        cases.load(tx, "RZ-2026-0099")


def test_an_act_on_an_old_version_is_stale_and_told_the_present_one(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())
        go_on(tx, case)

    with pytest.raises(Stale) as refusal, database.writing() as tx:
        go_on(tx, case)

    assert refusal.value.version == 2


def test_a_stale_act_writes_nothing(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())
        present = go_on(tx, case)
    with pytest.raises(Stale), database.writing() as tx:
        go_on(tx, case, steps=(a_step(state=StepState.DONE),))

    with database.reading() as tx:
        assert cases.load(tx, case.no) == present


def test_an_act_on_a_case_that_never_was_is_missing(database: Database) -> None:
    with database.writing() as tx, pytest.raises(Missing):
        go_on(tx, a_case())


def test_an_act_must_raise_the_version_by_one(database: Database) -> None:
    case = a_case()

    with database.writing() as tx, pytest.raises(ValueError, match="version"):
        cases.apply(tx, case, replace(case, version=5), noted(), (), {}, held=())


def test_a_case_of_an_unknown_enterprise_is_missing(database: Database) -> None:
    with database.writing() as tx, pytest.raises(Missing):
        keep(tx, a_case(enterprise=Enterprise(uscc(9), "nobody")))


def test_steps_come_back_in_the_order_they_became_rows(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case(steps=(a_step("zebra"), a_step("ant"))))
        go_on(tx, case, steps=(a_step("zebra", state=StepState.DONE), a_step("ant"), a_step("bee")))

    with database.reading() as tx:
        assert [one.key for one in cases.load(tx, case.no).steps] == ["zebra", "ant", "bee"]


def test_only_changed_steps_are_written(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case(steps=(a_step("intent"), a_step("survey"))))
        tx.execute(step.update().where(step.c.key == "survey").values(title="untouched"))
        go_on(tx, case, steps=(a_step("intent", state=StepState.DONE), a_step("survey")))

    with database.reading() as tx:
        assert tx.execute(select(step.c.title).where(step.c.key == "survey")).scalar() == "untouched"


def test_of_many_acts_on_one_version_exactly_one_is_applied(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())

    def act(_: int) -> bool:
        try:
            with database.writing() as tx:
                go_on(tx, case)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(act, range(8))) == 1


def test_numbers_are_counted_per_site_and_year(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("RZ-2026-0001"))
        keep(tx, a_case("RZ-2026-0009"))

        assert cases.next_no(tx, "RZ", 2026) == "RZ-2026-0010"
        assert cases.next_no(tx, "QD", 2026) == "QD-2026-0001"
        assert cases.next_no(tx, "RZ", 2027) == "RZ-2027-0001"


def test_the_serial_grows_beyond_four_digits(database: Database) -> None:
    with database.writing() as tx:
        keep(tx, a_case("RZ-2026-9999"))
        keep(tx, a_case("RZ-2026-10001"))

        assert cases.next_no(tx, "RZ", 2026) == "RZ-2026-10002"


def test_cases_opened_at_once_get_numbers_of_their_own(database: Database) -> None:
    def open_one(_: int) -> str:
        with database.writing() as tx:
            return keep(tx, a_case(cases.next_no(tx, "RZ", 2026))).no

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(open_one, range(8))) == [f"RZ-2026-000{serial}" for serial in range(1, 9)]


def test_a_roster_that_comes_later_changes_no_case_behind_its_journal(database: Database) -> None:
    with database.writing() as tx:
        case = keep(tx, a_case())
        tx.execute(enterprise.update().values(name="renamed"))

        assert cases.load(tx, case.no) == case
