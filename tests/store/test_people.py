"""People and sites."""

from dataclasses import replace

import pytest

from models.people import EVERYWHERE, Person, Scope
from models.refusals import Missing, Refused
from models.vocabulary import Role
from store import people, sites
from store.database import Database
from store.sites import Site
from tests.builders_store import NOW, settle

WEI = Person("wei", "卫", Role.LIAISON, "RZ", supervisor="zhao", email="wei@example.com")


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def test_a_person_comes_back_as_added(database: Database) -> None:
    with database.writing() as tx:
        people.add(tx, WEI, NOW)

        assert people.get(tx, "wei") == WEI


def test_a_login_belongs_to_one_person(database: Database) -> None:
    with database.writing() as tx, pytest.raises(Refused):
        people.add(tx, replace(WEI, login="lin"), NOW)


@pytest.mark.parametrize("wrong", [{"site": "XX"}, {"supervisor": "nobody"}])
def test_site_and_supervisor_must_exist(database: Database, wrong: dict[str, str]) -> None:
    with database.writing() as tx, pytest.raises(Missing):
        people.add(tx, replace(WEI, **wrong), NOW)  # type: ignore[arg-type]


def test_an_unknown_person_is_missing(database: Database) -> None:
    with database.writing() as tx:
        with pytest.raises(Missing):
            people.get(tx, "nobody")
        with pytest.raises(Missing):
            people.change(tx, WEI)


def test_the_reporting_line_climbs_nearest_first(database: Database) -> None:
    with database.writing() as tx:
        people.add(tx, replace(WEI, supervisor="lin"), NOW)

        assert [one.login for one in people.supervisors(tx, "wei")] == ["lin", "zhao"]


def test_the_reporting_line_cannot_become_a_circle(database: Database) -> None:
    with database.writing() as tx:
        zhao = people.get(tx, "zhao")
        with pytest.raises(Refused):
            people.change(tx, replace(zhao, supervisor="lin"))


def test_people_are_listed_by_site_role_and_line(database: Database) -> None:
    with database.reading() as tx:
        assert [one.login for one in people.listing(tx, Scope.of("RZ"))] == ["lin", "zhao"]
        assert [one.login for one in people.listing(tx, EVERYWHERE, role=Role.COORDINATOR)] == ["lin", "qiu"]
        assert [one.login for one in people.listing(tx, EVERYWHERE, reports_to="zhao")] == ["lin"]


def test_who_is_switched_off_is_listed_only_on_demand(database: Database) -> None:
    with database.writing() as tx:
        people.change(tx, replace(people.get(tx, "lin"), active=False))

        assert [one.login for one in people.listing(tx, Scope.of("RZ"))] == ["zhao"]
        assert len(people.listing(tx, Scope.of("RZ"), active=None)) == 2
        assert people.everybody(tx)["lin"].active is False


def test_a_site_code_is_taken_once(database: Database) -> None:
    with database.writing() as tx:
        sites.add(tx, Site("WF", "潍坊"))

        assert sites.get(tx, "WF") == Site("WF", "潍坊", "cn")
        with pytest.raises(Refused):
            sites.add(tx, Site("WF", "other"))


def test_sites_out_of_scope_are_not_listed(database: Database) -> None:
    with database.reading() as tx:
        assert [one.code for one in sites.listing(tx, EVERYWHERE)] == ["QD", "RZ"]
        assert [one.code for one in sites.listing(tx, Scope.of("RZ"))] == ["RZ"]
        with pytest.raises(Missing):
            sites.get(tx, "XX")


def test_a_site_can_be_renamed(database: Database) -> None:
    with database.writing() as tx:
        sites.change(tx, Site("RZ", "日照"))

        assert sites.get(tx, "RZ").name == "日照"
