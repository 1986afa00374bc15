"""Visits and events at the desk: planned, told of with pictures, taken away into plans, in calendars, within the week's budget."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from actions.perform import perform
from models.people import EVERYWHERE, Person
from models.vocabulary import Role
from store import cases, engagements, journal, people
from store.database import Database
from tests.builders_problems import PARTNERS
from tests.jobs.conftest import USCC, ZONE
from tests.web.conftest import NOW, Desk
from tests.web.test_calendar import events, subscribe
from tests.web.test_desk import token
from web.pages import engagements as pages

CASE = "RZ-2026-0001"
VISIT = {
    "site": "RZ",
    "enterprise": USCC,
    "kind": "visit",
    "title": "看冷库",
    "starts_at": "2026-11-16T08:30",
    "people": "lin",
    "place": "厂区",
}
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


@pytest.fixture
def planned(desk: Desk, office: Database) -> Desk:
    """Lin planned a visit for this morning."""
    with office.writing() as tx:
        for person in (*PARTNERS, Person("gao", "高", Role.POLICY), Person("mei", "梅", Role.COORDINATOR, "RZ")):
            people.add(tx, person, NOW)
    assert send(desk("lin"), "/engagements", **VISIT) == 200
    return desk


def send(client: TestClient, path: str, **sent: str) -> int:
    return client.post(path, data={"csrf": token(client), **sent}).status_code


def test_it_stands_in_the_month_on_its_day_and_on_the_enterprises_page(planned: Desk) -> None:
    lin = planned("lin")

    assert "看冷库" in lin.get("/engagements").text
    assert "看冷库" not in lin.get("/engagements?month=2026-09").text
    assert "看冷库" in lin.get(f"/enterprises/{USCC}").text


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_refused(planned: Desk, month: str) -> None:
    assert planned("lin").get(f"/engagements?month={month}").status_code == 422


def test_a_month_shows_the_days_around_it_too(planned: Desk) -> None:
    send(planned("lin"), "/engagements", **{**VISIT, "starts_at": "2026-11-30T15:00", "title": "月末宣讲"})

    assert "月末宣讲" in planned("lin").get("/engagements?month=2026-12").text


def test_the_enterprises_are_looked_for_one_after_the_other(planned: Desk) -> None:
    page = planned("lin").get("/engagements/new?search=cssc").text

    assert f'href="/engagements/new?enterprise={USCC}"' in page


def test_one_that_took_place_is_told_of_in_the_same_form(planned: Desk, office: Database) -> None:
    send(planned("lin"), "/engagements", **VISIT, report="冷库温控记录不全")
    with office.reading() as tx:
        assert engagements.get(tx, 2).state == "held"


def test_what_is_to_be_done_becomes_a_step_of_the_plan_and_the_journal_says_where_from(
    planned: Desk, office: Database
) -> None:
    lin = planned("lin")
    send(lin, "/engagements/1/report", report="温控记录不全")
    send(lin, "/engagements/1/takeaways", case=CASE, title="补齐温控记录", due_on="2026-12-01")
    with office.reading() as tx:
        added = [step for step in cases.load(tx, CASE).live_steps if step.title == "补齐温控记录"]
        last = journal.records(tx, CASE)[-1]

    assert len(added) == 1
    assert (last.act, last.reason) == ("add-step", "走访 2026-11-16 看冷库")


def test_a_picture_shows_on_its_page_and_anything_else_is_refused(planned: Desk) -> None:
    lin = planned("lin")
    sent = {"csrf": token(lin)}
    lin.post("/engagements/1/photos", data=sent, files={"photo": ("库.png", PICTURE, "image/png")})
    refused = lin.post("/engagements/1/photos", data=sent, files={"photo": ("a.png", b"text", "image/png")})
    page = lin.get("/engagements/1").text
    src = page.split('<img class="paper" src="')[1].split('"')[0]

    assert refused.status_code == 422
    assert lin.get(src).content == PICTURE
    assert planned("qiu").get(src).status_code == 404


def test_the_third_contact_of_a_week_is_refused_to_all_but_a_supervisor_with_a_reason(
    planned: Desk, office: Database
) -> None:
    send(planned("mei"), "/engagements", **{**VISIT, "people": "mei", "starts_at": "2026-11-20T09:00"})
    third = {**VISIT, "starts_at": "2026-11-22T09:00", "title": "再看"}
    lin = planned("lin")
    page = lin.post("/engagements", data={"csrf": token(lin), **third}).text

    assert "无事不扰：测试水产有限公司 这一周已有 2 次，上限 2 次" in page
    assert send(planned("zhao"), "/engagements", **third) == 409
    assert send(planned("zhao"), "/engagements", **third, reason="认证组要求") == 200
    assert send(lin, "/engagements", **{**third, "starts_at": "2026-11-23T09:00"}) == 200
    with office.reading() as tx:
        everything = engagements.between(
            tx, EVERYWHERE, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
        )
    assert [one.allowed_because for one in everything] == ["", "", "认证组要求", ""]


def test_a_question_to_the_enterprise_counts_as_well_and_what_is_called_off_does_not(
    planned: Desk, office: Database
) -> None:
    with office.writing() as tx:
        lin = people.get(tx, "lin")
        asked = {"party": "enterprise", "question": "请补交台账"}
        perform(tx, "ask-party", CASE, actor=lin, now=NOW, zone=ZONE, step="intent", inputs=asked)
    second = {**VISIT, "starts_at": "2026-11-18T09:00"}
    assert send(planned("lin"), "/engagements", **second) == 409

    send(planned("lin"), "/engagements/1/cancel", reason="企业临时有事")

    assert send(planned("lin"), "/engagements", **second) == 200


def test_the_enterprises_page_says_how_often_it_was_turned_to_this_week(planned: Desk) -> None:
    assert "本周已 1 次，上限 2" in planned("lin").get(f"/enterprises/{USCC}").text


def test_it_is_in_the_calendar_of_who_goes_and_leaves_it_when_called_off(planned: Desk) -> None:
    path = subscribe(planned)
    assert events(planned, path)["08:30 走访 · 看冷库"] == "2026-11-16"

    send(planned("lin"), "/engagements/1/cancel", reason="企业临时有事")

    assert "08:30 走访 · 看冷库" not in events(planned, path)


def test_pages_speak_english_on_demand(planned: Desk) -> None:
    lin = planned("lin")
    lin.post("/language", data={"csrf": token(lin), "language": "en", "next": "/"})

    assert "Visits and events" in lin.get("/engagements").text
    assert "What came of it" in lin.get(f"/engagements/new?enterprise={USCC}").text
    assert "Tell what came of it" in lin.get("/engagements/1").text


# rights -----------------------------------------------------------------------------------------------------------------

WHO = ("lin", "mei", "zhao", "sec", "lead", "gao", "ada", "tang", "wenqi", "qiu")
READS = ("lin", "mei", "zhao", "sec", "lead", "gao")
PLANS, THEIRS = ("lin", "mei", "zhao"), ("lin", "zhao")
GET = {
    "/engagements": (*READS, "qiu"),
    "/engagements/new": (*PLANS, "qiu"),
    f"/engagements/new?enterprise={USCC}": PLANS,
    "/engagements/1": READS,
}
POST = {
    "/engagements": ({**VISIT, "starts_at": "2026-11-25T09:00"}, PLANS),
    "/engagements/1/report": ({"report": "谈妥"}, THEIRS),
    "/engagements/1/cancel": ({"reason": "改期"}, THEIRS),
    "/engagements/1/takeaways": ({"case": CASE, "title": "补齐", "due_on": "2026-12-01"}, THEIRS),
}


@pytest.mark.parametrize("path", GET)
def test_who_finds_which_page(planned: Desk, path: str) -> None:
    assert [who for who in WHO if planned(who).get(path).status_code == 200] == [who for who in WHO if who in GET[path]]


@pytest.mark.parametrize("path", POST)
@pytest.mark.parametrize("who", WHO)
def test_who_may_send_what(planned: Desk, path: str, who: str) -> None:
    sent, able = POST[path]

    assert (send(planned(who), path, **sent) == 200) == (who in able)


@pytest.mark.parametrize("who", WHO)
def test_who_may_add_a_picture(planned: Desk, who: str) -> None:
    client = planned(who)
    files = {"photo": ("库.png", PICTURE, "image/png")}
    answer = client.post("/engagements/1/photos", data={"csrf": token(client)}, files=files)

    assert (answer.status_code == 200) == (who in THEIRS)


def test_the_matrix_names_every_address() -> None:
    known = {(method, route.path) for route in pages.router.routes for method in route.methods}  # type: ignore[attr-defined]

    assert known == {
        ("GET", "/engagements"),
        ("GET", "/engagements/new"),
        ("GET", "/engagements/{id}"),
        ("GET", "/engagements/{id}/photos/{sha256}"),
        ("POST", "/engagements/{id}/photos"),
        *(("POST", path.replace("/1", "/{id}")) for path in POST),
    }
