"""The pages of administrators: sites, calendars, departments, tokens; and who looked at a case."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs.recompute import recompute
from models.definitions import Text
from models.definitions.calendar import DayOff
from models.people import Person
from models.vocabulary import Role
from store import accounts, definitions, enterprises, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.looks import Look, of_case
from tests.jobs.conftest import MONDAY, SHIPPED, USCC, ZONE
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import NO, token

OFF = date(2026, 11, 4)


def test_who_manages_every_site_adds_one(desk: Desk, office: Database) -> None:
    bao = desk("bao")
    bao.post("/sites", data={"csrf": token(bao), "code": "YT", "name": "烟台示范点", "calendar": "cn"})
    with office.reading() as tx:
        added = sites.get(tx, "YT")

    assert added == sites.Site("YT", "烟台示范点", "cn")


def test_who_manages_one_site_adds_none(desk: Desk) -> None:
    ada = desk("ada")
    sent = {"csrf": token(ada), "code": "YT", "name": "烟台示范点", "calendar": "cn"}

    assert ada.post("/sites", data=sent).status_code == 409
    assert "新增示范点" not in ada.get("/sites").text


@pytest.mark.parametrize(
    ("wrong", "told"), [({"code": "y t"}, "不合要求"), ({"name": " "}, "名称不能空着"), ({"code": "RZ"}, "RZ")]
)
def test_a_site_that_cannot_be_is_the_form_again(desk: Desk, wrong: dict[str, str], told: str) -> None:
    bao = desk("bao")
    answer = bao.post("/sites", data={"csrf": token(bao), "code": "YT", "name": "烟台", "calendar": "cn"} | wrong)

    assert answer.status_code >= 400
    assert told in answer.text


def test_a_site_is_called_something_else(desk: Desk, office: Database) -> None:
    ada = desk("ada")
    ada.post("/sites/RZ", data={"csrf": token(ada), "name": "日照新点", "calendar": "cn"})

    assert "日照新点" in ada.get("/sites").text


def test_a_year_that_is_only_assumed_says_so(desk: Desk) -> None:
    page = desk("zhao").get("/calendars").text

    assert re.search(r"<b>2026</b>.*?已公布", page, re.DOTALL)
    assert re.search(r"<b>2027</b>.*?推定", page, re.DOTALL)


def test_a_department_is_listed_and_who_speaks_for_it(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("wen", "文", Role.DEPARTMENT, "RZ", party="tax"), NOW)
    page = desk("zhao").get("/departments").text

    assert re.search(r"税务部门<small>tax</small>.*?文", page, re.DOTALL)
    assert 'href="/people/wen"' not in page


def test_a_token_is_shown_once_and_works_until_it_is_ended(desk: Desk) -> None:
    lin, nobody = desk("lin"), desk("")
    page = lin.post("/account/tokens", data={"csrf": token(lin), "name": "报表", "days": "30"}).text
    secret = re.findall(r"<code>([\w-]{43})</code>", page)[0]
    called = {"Authorization": f"Bearer {secret}"}

    assert secret not in lin.get("/account").text
    assert nobody.get("/api/v1/worklist", headers=called).status_code == 200
    assert "最近使用 11-16 09:00" in lin.get("/account").text
    lin.post(f"/account/tokens/{secret[:8]}/end", data={"csrf": token(lin)})
    assert nobody.get("/api/v1/worklist", headers=called).status_code == 401


@pytest.mark.parametrize("days", ["0", "3651", "-1", "x", "9" * 30])
def test_a_token_for_no_time_or_too_long_is_refused(desk: Desk, days: str) -> None:
    lin = desk("lin")

    assert lin.post("/account/tokens", data={"csrf": token(lin), "days": days}).status_code == 422


@pytest.mark.parametrize(("admin", "sees"), [("ada", {"lin"}), ("bao", {"lin", "qiu", "bao"})])
def test_an_administrator_sees_the_tokens_of_their_people(
    desk: Desk, office: Database, admin: str, sees: set[str]
) -> None:
    with office.writing() as tx:
        for login in ("lin", "qiu", "bao"):
            accounts.add_token(tx, f"{login}-of-a-token", login, NOW + timedelta(days=1))
    client = desk(admin)

    assert set(re.findall(r'action="/tokens/(\w+)/', client.get("/tokens").text)) == sees


def test_an_administrator_ends_the_token_of_one_of_theirs(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        accounts.add_token(tx, "abcdefgh-of-lin", "lin", NOW + timedelta(days=1))
    ada = desk("ada")
    ada.post("/tokens/lin/abcdefgh/end", data={"csrf": token(ada)})
    with office.reading() as tx:
        left = accounts.tokens(tx, "lin")

    assert left == []


def test_nobody_ends_anothers_token(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        accounts.add_token(tx, "abcdefgh-of-zhao", "zhao", NOW + timedelta(days=1))
    lin = desk("lin")
    answers = [
        lin.post(path, data={"csrf": token(lin)}).status_code
        for path in ("/tokens/zhao/abcdefgh/end", "/account/tokens/abcdefgh/end")
    ]

    assert answers == [404, 404]


def test_whoever_looks_at_a_case_is_noted_once_a_day(desk: Desk, office: Database) -> None:
    lin, qiu = desk("lin"), desk("qiu")
    for _ in range(2):
        lin.get(f"/cases/{NO}")
        lin.get(f"/api/v1/cases/{NO}")
    qiu.get(f"/cases/{NO}")
    with office.reading() as tx:
        noted = of_case(tx, NO)

    assert noted == [Look("lin", NOW.date())]


@pytest.mark.parametrize(
    "path",
    ["plan", "decision", "assessments", "plan.docx", "evidence.zip", "steps.csv", "journal.xlsx"],
)
def test_whoever_takes_a_part_of_a_case_has_looked_at_it(desk: Desk, office: Database, path: str) -> None:
    assert desk("lin").get(f"/cases/{NO}/{path}").status_code == 200
    assert desk("qiu").get(f"/cases/{NO}/{path}").status_code == 404

    with office.reading() as tx:
        assert of_case(tx, NO) == [Look("lin", NOW.date())]


@pytest.mark.parametrize("path", ["plan", "options", "assessments", "journal"])
def test_a_program_that_reads_a_part_of_a_case_has_looked_at_it(desk: Desk, office: Database, path: str) -> None:
    answers = [desk(login).get(f"/api/v1/cases/{NO}/{path}").status_code for login in ("lin", "qiu")]

    with office.reading() as tx:
        assert (answers, of_case(tx, NO)) == ([200, 404], [Look("lin", NOW.date())])


def test_the_supervisor_sees_who_looked_and_a_colleague_does_not(desk: Desk) -> None:
    desk("lin").get(f"/cases/{NO}")

    assert re.search(r'id="looks".*?林晓岚', desk("zhao").get(f"/cases/{NO}?tab=history").text, re.DOTALL)
    assert 'id="looks"' not in desk("lin").get(f"/cases/{NO}?tab=history").text


@pytest.mark.parametrize(("login", "reaches"), [("lin", True), ("zhao", True), ("wei", False), ("shu", False)])
def test_who_has_no_need_of_it_sees_no_telephone(desk: Desk, office: Database, login: str, reaches: bool) -> None:
    with office.writing() as tx:
        people.add(tx, Person("wei", "魏", Role.COORDINATOR, "RZ", "zhao"), NOW)
        people.add(tx, Person("shu", "舒", Role.SECRETARY, "RZ"), NOW)
        row = RosterRow(USCC, "测试水产有限公司", contact="王", phone="13812345678", email="wang@example.com")
        enterprises.upsert(tx, "RZ", [row], NOW)
    page = desk(login).get(f"/enterprises/{USCC}").text

    assert ("13812345678" in page, "wang@example.com" in page) == (reaches, reaches)
    assert ("138****5678" in page, "w****@example.com" in page) == (not reaches, not reaches)


def test_dates_a_calendar_moved_are_listed(desk: Desk, office: Database) -> None:
    calendar = SHIPPED.calendars["cn"]
    days_off = (*calendar.years[2026].days_off, DayOff(title=Text(zh="台风", en="Typhoon"), first=OFF, last=OFF))
    year = calendar.years[2026].model_copy(update={"days_off": days_off})
    stormy = calendar.model_copy(update={"years": calendar.years | {2026: year}})
    with office.writing() as tx:
        definitions.publish(tx, replace(SHIPPED, calendars={"cn": stormy}), "host", NOW)
    recompute(office, MONDAY, ZONE)

    assert re.search(
        r"测试水产有限公司</a>.*?登记培育意向.*?2026-11-05 → 2026-11-06", desk("zhao").get("/calendars").text, re.DOTALL
    )
