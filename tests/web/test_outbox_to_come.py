"""明日发件箱: the page of what the days to come would bring."""

import re
from datetime import date

import pytest

from jobs.deliver import deliver
from jobs.preview import previews
from jobs.rounds import Post
from jobs.sweep import sweep
from models.people import EVERYWHERE, Person
from models.vocabulary import Channel, Role
from store import instance, people
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, journal_of, str_of
from tests.web.conftest import NOW, Desk

PAGE = "/delivery/tomorrow"


@pytest.fixture(autouse=True)
def sent(office: Database) -> None:
    """Everything of today has been sent."""
    with office.writing() as tx:
        instance.begin(tx, "marker")
    sweep(office, NOW, ZONE)
    deliver(office, NOW, ZONE, Post({Channel.EMAIL: Postman()}, journal_of(office), "", str_of))


def days(page: str) -> list[str]:
    return re.findall(r"<h2>\s*(\d\d-\d\d) 周.\s*</h2>", page)


def test_it_begins_with_the_next_working_day(desk: Desk) -> None:
    assert 'name="on" value="2026-11-17"' in desk("lin").get(PAGE).text


def test_a_range_shows_each_day_on_which_anything_happens(desk: Desk, office: Database) -> None:
    page = desk("zhao").get(PAGE, params={"on": "2026-11-17", "until": "2026-12-17"}).text
    with office.reading() as tx:
        foreseen = previews(tx, date(2026, 11, 17), date(2026, 12, 17), NOW, ZONE, EVERYWHERE)

    assert days(page) == [one.on.strftime("%m-%d") for one in foreseen]
    assert len(days(page)) > 1


def test_a_supervisor_chooses_a_person(desk: Desk) -> None:
    span = {"on": "2026-11-17", "until": "2026-12-17"}
    page = desk("zhao").get(PAGE, params={**span, "person": "zhao"}).text
    receivers = set(re.findall(r"<tr>\s*<td>\s*(\S+)", page))

    assert receivers == {"赵启明"}
    assert desk("zhao").get(PAGE, params={**span, "person": "nobody"}).status_code == 422


def test_each_row_names_rung_and_ladder(desk: Desk) -> None:
    page = desk("zhao").get(PAGE, params={"on": "2026-11-17", "until": "2026-12-17"}).text

    assert re.search(r"<code>T\+\d+(#\d+)?</code> · default", page)


def test_a_coordinator_of_another_site_foresees_nothing_of_it(desk: Desk) -> None:
    page = desk("qiu").get(PAGE, params={"on": "2026-11-17", "until": "2026-12-17"}).text

    assert "RZ-2026-0001" not in page
    assert "这几天没有要发的" in page


@pytest.mark.parametrize(
    ("on", "until", "says"),
    [
        ("2026-11-15", "", "2026-11-15"),
        ("2026-11-17", "2026-12-18", "2026-12-17"),
        ("2026-11-17", "2026-11-16", "2026-11-17"),
        ("2026-02-30", "", "2026-02-30"),
        ("9999-12-31", "", "9999-12-31"),
    ],
)
def test_days_that_cannot_be_foreseen_are_refused_with_the_reason(desk: Desk, on: str, until: str, says: str) -> None:
    answer = desk("zhao").get(PAGE, params={"on": on, "until": until})

    assert answer.status_code == 422
    assert says in re.findall(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)[0]


def test_who_sees_several_sites_chooses_one(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("gao", "高岩", Role.POLICY), NOW)
    span = {"on": "2026-11-17", "until": "2026-12-17"}
    pages = {site: desk("gao").get(PAGE, params={**span, "site": site}).text for site in ("", "RZ", "QD")}

    assert 'name="site"' in pages[""]
    assert days(pages["RZ"]) == days(pages[""]) != days(pages["QD"]) == []


def test_an_administrator_has_no_such_page(desk: Desk) -> None:
    assert desk("bao").get(PAGE).status_code == 404
