"""1 + N on the desk: the lead's page names its members and what is shared, a member's who leads it, the enterprise's both."""

import re

import pytest
from starlette.testclient import TestClient

from actions.open_case import open_case
from models.people import HOST
from store import enterprises
from store.database import Database
from store.enterprises import RosterRow
from tests.jobs.conftest import MONDAY, USCC, ZONE
from tests.web.conftest import Desk

LEAD, MEMBER, DAUGHTER = "/cases/RZ-2026-0001", "/cases/RZ-2026-0002", "91371100MA3C0XYQ2K"


@pytest.fixture
def office(office: Database) -> Database:
    """The parent's case and a daughter's, both Lin's."""
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(DAUGHTER, "测试水产冷链公司")], MONDAY)
        open_case(
            tx, site="RZ", enterprise=DAUGHTER, process="aeo-certified", coordinator="lin", actor=HOST, now=MONDAY,
            zone=ZONE,
        )  # fmt: skip
    return office


def act(client: TestClient, name: str, **sent: str) -> int:
    """Do one act on the lead through its form."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
    assert csrf
    return client.post(f"{LEAD}/acts/{name}", data={"csrf": csrf[1], **sent}).status_code


def linked(desk: Desk) -> TestClient:
    client = desk("lin")
    assert act(client, "link-case", **{"input.member": "RZ-2026-0002", "reason": "集团子公司"}) == 200
    return client


def test_both_pages_and_the_enterprises_tell_of_the_link(desk: Desk) -> None:
    client = linked(desk)

    assert "牵头 1 个案件" in client.get(LEAD).text
    assert "测试水产冷链公司" in client.get(LEAD).text
    assert "RZ-2026-0001 牵头" in client.get(MEMBER).text
    assert all("一拖多（1+N）" in client.get(f"/enterprises/{uscc}").text for uscc in (USCC, DAUGHTER))


def test_a_shared_step_says_where_it_comes_from(desk: Desk) -> None:
    client = linked(desk)
    act(client, "add-step", **{"input.title": "安全培训", "input.due_on": "2026-12-18", "reason": "共性"})
    assert act(client, "share-step", step="extra") == 200

    assert "共享自 RZ-2026-0001/extra" in client.get(MEMBER).text
    assert "与 1 个成员共享" in client.get(LEAD).text


def test_a_shared_step_is_found_from_every_tab(desk: Desk) -> None:
    client = linked(desk)
    act(client, "add-step", **{"input.title": "安全培训", "input.due_on": "2026-12-18", "reason": "共性"})
    act(client, "share-step", step="extra")

    assert f'<a href="{LEAD}#extra">安全培训</a>' in client.get(f"{LEAD}?tab=files").text


def test_as_of_a_day_gone_by_the_group_is_as_it_was_linked_then(desk: Desk, office: Database) -> None:
    client = linked(desk)
    day_of_link = client.get(f"{LEAD}?as_of=2026-11-16").text.split('id="group"')[1].split("</section>")[0]

    assert "测试水产冷链公司" in day_of_link
    assert "初筛评估" not in day_of_link  # where the member stands today is not what was known then
    assert "初筛评估" in client.get(LEAD).text.split('id="group"')[1].split("</section>")[0]


def test_what_cannot_be_linked_is_said_on_the_form(desk: Desk) -> None:
    client = linked(desk)

    assert act(client, "link-case", **{"input.member": "RZ-2026-0001", "reason": "集团"}) == 409
    assert act(client, "link-case", **{"input.member": "RZ-2026-0099", "reason": "集团"}) == 409


def test_a_case_alone_has_no_such_panel(desk: Desk) -> None:
    assert "一拖多" not in desk("lin").get(LEAD).text
