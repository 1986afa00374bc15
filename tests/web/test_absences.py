"""The desk while somebody is away: the page, the banner, the marked work, the history; and mutes on case and delivery page."""

import re

import pytest

from jobs.alarms import BLAST, raise_alarm
from models.people import Person
from models.vocabulary import Role
from store import absences, people
from store.database import Database
from tests.jobs.conftest import USCC, ZONE
from tests.web.conftest import NOW, Desk
from tests.web.test_delivery import send

NO = "RZ-2026-0001"
WEEK = {"from": "2026-11-16", "until": "2026-11-20"}


@pytest.fixture(autouse=True)
def mei(office: Database) -> None:
    """A colleague."""
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅若水", Role.COORDINATOR, "RZ", "zhao"), NOW)


def away(desk: Desk, by: str = "lin", person: str = "lin", substitute: str = "mei") -> int:
    return send(desk, by, "/absences", person=person, substitute=substitute, note="培训", **WEEK)


def test_everybody_records_their_own_and_supervisors_anybodys(desk: Desk) -> None:
    assert [away(desk, by) for by in ("mei", "qiu", "ada", "lin")] == [409, 404, 404, 303]
    assert away(desk, "zhao", "mei", "zhao") == 303


def test_the_page_shows_ones_own_and_to_supervisors_all(desk: Desk) -> None:
    away(desk)

    assert ["培训" in desk(login).get("/absences").text for login in ("lin", "mei", "zhao", "qiu")] == [
        True,
        True,
        True,
        False,
    ]


def test_the_substitute_sees_a_banner_and_the_marked_work(desk: Desk) -> None:
    away(desk)
    page = desk("mei").get("/").text

    assert "代理 林晓岚 至 11-20" in page
    assert "代 林晓岚" in page
    assert "核对企业基本情况" in page


def test_the_menu_counts_what_is_late_of_whom_one_stands_in_for(desk: Desk) -> None:
    counted = re.compile(r"(\d+) 项逾期")
    own = counted.search(desk("lin").get("/").text)
    away(desk)
    theirs = counted.search(desk("mei").get("/").text)

    assert own
    assert theirs
    assert own[1] == theirs[1]


def test_the_absent_person_sees_who_stands_in(desk: Desk) -> None:
    away(desk)

    assert "您登记外出至 11-20，由 梅若水 代理" in desk("lin").get("/").text


def test_what_the_substitute_does_stands_in_the_history_as_done_for_somebody(desk: Desk) -> None:
    away(desk)
    assert send(desk, "mei", f"/cases/{NO}/acts/note", **{"input.text": "已通话"}) == 303

    page = desk("zhao").get(f"/cases/{NO}?tab=history").text
    assert "梅若水 <b>备注</b> 代 林晓岚" in " ".join(page.split())


def test_whoever_comes_back_early_ends_it(desk: Desk, office: Database) -> None:
    away(desk)
    with office.reading() as tx:
        id = absences.recent(tx, NOW.date())[0].id

    assert [send(desk, by, f"/absences/{id}/end") for by in ("mei", "lin", "lin")] == [409, 303, 409]
    assert "代理 林晓岚" not in desk("mei").get("/").text


def test_what_is_refused_comes_with_every_reason(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(
        "/absences", data={"csrf": csrf, "substitute": "lin", "from": "2026-11-20", "until": "2026-11-16"}
    )

    assert answer.status_code == 409
    assert "不成一段日子" in answer.text
    assert "不能代理" in answer.text
    assert 'name="from" value="2026-11-20"' in answer.text  # as it was sent


def test_the_api_tells_on_whose_behalf(desk: Desk) -> None:
    away(desk)
    client = desk("mei")
    work = client.get("/api/v1/worklist").json()["items"]
    offered = client.get(f"/api/v1/cases/{NO}/options").json()["acts"]

    assert {one["on_behalf_of"] for one in work} == {"lin"}
    assert {one["on_behalf_of"] for one in offered if one["allowed"]} == {"lin"}


# mutes ------------------------------------------------------------------------------------------------------------------


def test_a_mute_stands_on_the_case_and_the_delivery_page_until_it_is_lifted(desk: Desk) -> None:
    muted = {"no": NO, "step": "look-back", "until": "2026-11-20", "reason": "企业搬厂"}
    assert send(desk, "lin", "/mutes", **muted) == 303
    assert ["企业搬厂" in desk("lin").get(page).text for page in (f"/cases/{NO}", "/delivery")] == [True, True]

    assert [send(desk, by, "/mutes/1/lift", back="case") for by in ("mei", "qiu", "lin", "lin")] == [409, 404, 303, 404]
    assert "企业搬厂" not in desk("lin").get(f"/cases/{NO}").text


@pytest.mark.parametrize("where", [{"no": NO}, {"site": "RZ"}])
def test_a_mute_that_is_refused_stands_in_its_form_as_it_was(desk: Desk, where: dict[str, str]) -> None:
    client = desk("zhao")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post("/mutes", data={"csrf": csrf, "until": "2027-11-20", "reason": "系统切换", **where})

    assert answer.status_code in (409, 422)
    assert 'name="reason" value="系统切换"' in answer.text


def test_an_enterprise_or_the_site_is_the_supervisors_to_mute(desk: Desk) -> None:
    whole = {"site": "RZ", "until": "2026-11-20", "reason": "系统切换"}

    assert [send(desk, by, "/mutes", **whole) for by in ("lin", "qiu", "zhao")] == [409, 404, 303]
    assert send(desk, "zhao", "/mutes", enterprise=USCC, **whole) == 303
    assert desk("zhao").get("/delivery").text.count("系统切换") == 2


def test_readiness_tells_of_alarms_without_being_unready(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        raise_alarm(tx, BLAST, 7, NOW, ZONE)
    found = desk("").get("/readyz").json()

    assert "doctor_blast_warn" in {one["code"] for one in found["warnings"]}
    assert "一次投递超过上限" in desk("bao").get("/delivery").text
