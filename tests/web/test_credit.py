"""The enterprise's page tells its credit: certificates, what happened, and from when it may apply; people record there."""

from datetime import date

from starlette.testclient import TestClient

from actions.take_over import take_over
from models.people import HOST
from store.database import Database
from tests.jobs.conftest import MONDAY, USCC, ZONE
from tests.web.conftest import Desk
from tests.web.test_desk import token

PAGE = f"/enterprises/{USCC}"
PENALTY = {"site": "RZ", "kind": "penalty", "on": "2026-11-10", "reason": "处罚决定书 〔2026〕12 号"}


def record(client: TestClient, **fields: str) -> int:
    return client.post(f"{PAGE}/events", data=PENALTY | fields | {"csrf": token(client)}).status_code


def test_the_page_says_that_the_enterprise_may_apply_now(desk: Desk) -> None:
    page = desk("lin").get(PAGE).text

    assert "资格窗口" in page
    assert page.count("现在可以申请") == 2


def test_a_penalty_moves_the_window_at_once_and_says_why(desk: Desk) -> None:
    client = desk("lin")

    assert record(client) == 200
    page = client.get(PAGE).text
    assert "最早 2028-11-11 可申请" in page
    assert "2026-11-10 海关行政处罚，处罚回溯期（高级认证），2028-11-11 起方可申请（待核）" in page


def test_the_case_shows_the_window_with_its_reason(desk: Desk) -> None:
    client = desk("lin")
    record(client)

    page = client.get("/cases/RZ-2026-0001").text
    assert "最早 2028-11-11 可申请" in page
    assert "处罚回溯期（高级认证）" in page


def test_a_form_that_was_refused_stands_there_again_with_every_reason(desk: Desk) -> None:
    client = desk("lin")
    answer = client.post(f"{PAGE}/events", data=PENALTY | {"on": "2026-12-01", "reason": " ", "csrf": token(client)})

    assert answer.status_code == 409
    assert "没有办成" in answer.text
    assert 'value="2026-12-01"' in answer.text


def test_a_day_that_is_none_is_said_beside_the_form(desk: Desk) -> None:
    assert record(desk("lin"), on="昨天") == 422


def test_what_was_recorded_by_mistake_is_retracted_there(desk: Desk) -> None:
    client = desk("lin")
    record(client)
    answer = client.post(f"{PAGE}/events/1/retract", data={"site": "RZ", "reason": "录错企业", "csrf": token(client)})

    assert answer.status_code == 200
    assert answer.text.count("现在可以申请") == 2


def test_a_coordinator_of_another_site_neither_sees_nor_records(desk: Desk) -> None:
    client = desk("qiu")

    assert client.get(PAGE).status_code == 404
    assert record(client) == 404


def test_the_page_is_told_in_english_too(desk: Desk) -> None:
    client = desk("lin")
    record(client)
    client.post("/language", data={"language": "en", "csrf": token(client)})

    page = client.get(PAGE).text
    assert "may apply from 2028-11-11" in page
    assert "Customs penalty on 2026-11-10: Look-back on penalties (advanced)" in page


def test_the_page_says_when_a_dishonest_enterprise_is_regular_again_by_itself(desk: Desk) -> None:
    client = desk("lin")
    record(client, kind="dishonest")

    assert "2028-11-10 届满自动修复" in client.get(PAGE).text


def certified(office: Database) -> None:
    """The enterprise, certified on the second of November."""
    with office.writing() as tx:
        take_over(
            tx, site="RZ", enterprise=USCC, process="aeo-certified", stage="follow-up", since=date(2026, 11, 2),
            coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE,
            facts={"certificate_no": "A1"},
            milestones={"certified": date(2026, 11, 2), "certificate-expires": date(2031, 11, 2)},
        )  # fmt: skip


def test_a_certified_enterprise_to_which_something_happened_is_watched_on_the_board(
    desk: Desk, office: Database
) -> None:
    certified(office)
    zhao = desk("zhao")
    assert "关注名单" not in zhao.get("/board").text
    record(zhao, kind="criminal_filing")

    board = zhao.get("/board").text
    assert "2026-11-10 被刑事立案" in board
    assert "2026-11-10 起暂停适用管理措施" in board
    assert "关注名单" not in desk("qiu").get("/board").text


def test_no_case_is_offered_under_an_order_that_is_no_more(desk: Desk) -> None:
    page = desk("lin").get(f"/enterprises/{USCC}").text

    assert ('value="aeo-certified"' in page, 'value="aeo-advanced-251"' in page) == (True, False)
