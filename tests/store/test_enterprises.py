"""Rosters and searching."""

from dataclasses import replace
from decimal import Decimal

import pytest

from models.people import EVERYWHERE, Scope
from models.refusals import Missing
from store import enterprises, sites
from store.database import Database
from store.enterprises import RosterRow, Upserted
from store.sites import Site
from tests.builders_store import NOW, uscc

PORT = RosterRow(uscc(1), "日照港（集团）有限公司", customs_code="3710", trade_volume=Decimal("12.5"), contact="单氏")
BANK = RosterRow(uscc(2), "重庆银行ＡＢ分行")
SHAN = RosterRow(uscc(3), "单氏长江贸易")


@pytest.fixture(autouse=True)
def _sites(database: Database) -> None:
    with database.writing() as tx:
        sites.add(tx, Site("RZ", "日照"))
        sites.add(tx, Site("QD", "青岛"))


def names(database: Database, search: str) -> list[str]:
    with database.reading() as tx:
        return [one.name for one in enterprises.listing(tx, EVERYWHERE, search=search).items]


def test_a_roster_says_what_each_row_did(database: Database) -> None:
    with database.writing() as tx:
        assert enterprises.upsert(tx, "RZ", [PORT, BANK], NOW) == [Upserted.NEW, Upserted.NEW]
        moved = replace(PORT, contact="赵")
        assert enterprises.upsert(tx, "RZ", [moved, BANK, SHAN], NOW) == [Upserted.UPDATED, Upserted.SAME, Upserted.NEW]

        assert enterprises.get(tx, "RZ", PORT.uscc).contact == "赵"


def test_what_a_roster_does_not_say_stays(database: Database) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [replace(PORT, extra={"备注": "a"})], NOW)
        enterprises.upsert(tx, "RZ", [RosterRow(PORT.uscc, PORT.name, phone="1", extra={"来源": "b"})], NOW)

        found = enterprises.get(tx, "RZ", PORT.uscc)
    assert (found.customs_code, found.trade_volume, found.phone) == ("3710", Decimal("12.5"), "1")
    assert found.extra == {"备注": "a", "来源": "b"}


def test_the_same_roster_again_changes_nothing(database: Database) -> None:
    odd = replace(PORT, trade_volume=Decimal("0.123456"))

    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [odd], NOW)

        assert enterprises.upsert(tx, "RZ", [odd], NOW) == [Upserted.SAME]


def test_a_row_twice_in_one_roster_is_one_enterprise(database: Database) -> None:
    with database.writing() as tx:
        done = enterprises.upsert(tx, "RZ", [PORT, replace(PORT, phone="1"), PORT], NOW)

        assert done == [Upserted.NEW, Upserted.UPDATED, Upserted.SAME]
        assert enterprises.get(tx, "RZ", PORT.uscc).phone == "1"


def test_each_site_has_its_own(database: Database) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [PORT], NOW)
        enterprises.upsert(tx, "QD", [PORT], NOW)

        assert [one.site for one in enterprises.of_code(tx, EVERYWHERE, PORT.uscc)] == ["QD", "RZ"]
        assert [one.site for one in enterprises.listing(tx, Scope.of("RZ")).items] == ["RZ"]
        with pytest.raises(Missing):
            enterprises.get(tx, "RZ", uscc(9))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("港", PORT),
        ("日照港集团", PORT),
        ("rzg", PORT),
        ("RiZhao", PORT),
        ("3710", PORT),
        ("集团 日照", PORT),
        (uscc(2)[-8:].lower(), BANK),
        ("cqyh", BANK),
        ("yinhangab", BANK),
        ("ab", BANK),
        ("ＡＢ", BANK),
        ("ss", SHAN),
        ("ds", SHAN),
        ("shanshi", SHAN),
        ("zhangjiang", SHAN),
        ("changjiang", SHAN),
    ],
)
def test_an_enterprise_is_found_by(database: Database, search: str, found: RosterRow) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [PORT, BANK, SHAN], NOW)

    assert names(database, search) == [found.name]


@pytest.mark.parametrize("search", ["青岛", "%", "_", "港 银行", "港有"])
def test_nothing_is_found_by(database: Database, search: str) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [PORT, BANK, SHAN], NOW)

    assert names(database, search) == []


def test_no_words_find_everything(database: Database) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [PORT, BANK, SHAN], NOW)

    assert len(names(database, " ")) == 3


def test_pages_follow_each_other_by_name(database: Database) -> None:
    with database.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(number), f"企业{number:02}") for number in range(7)], NOW)
        first = enterprises.listing(tx, EVERYWHERE, limit=4)
        rest = enterprises.listing(tx, EVERYWHERE, limit=4, cursor=first.next)

        assert [one.name for one in first.items + rest.items] == [f"企业{number:02}" for number in range(7)]
        assert rest.next is None
