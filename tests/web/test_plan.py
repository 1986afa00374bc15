"""The page of a plan: drafted, amended, looked at before it is saved, decided on, compared with what was approved."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from store import cases
from store.database import Database
from tests.web.conftest import Desk
from tests.web.test_desk import token

NO = "RZ-2026-0001"
PLAN = f"/cases/{NO}/plan"
DRAFT = {"picks": "items", "back": "plan"}


def diagnosed(desk: Desk) -> TestClient:
    """Lin, who has found that clauses 5 and 12 are not met."""
    lin = desk("lin")
    lin.post(f"/cases/{NO}/assessments", data={"csrf": token(lin), "kind": "self"})
    act(lin, "answer-clauses", **{"pair.answers.5": "not_met", "pair.answers.12": "not_met"})
    return lin


def act(client: TestClient, name: str, *, path: str = "acts", **fields: Any) -> str:
    """Send one form of the plan's page; the page that answers."""
    return client.post(f"/cases/{NO}/{path}/{name}", data={"csrf": token(client), "back": "plan", **fields}).text


def drafted(desk: Desk) -> TestClient:
    """One item picked, on a day of its own."""
    lin = diagnosed(desk)
    act(lin, "draft-plan", **DRAFT, **{"pick.items": "5.separate", "pair.items.5.separate": "2027-01-15"})
    return lin


def titles(office: Database) -> list[str]:
    """The items the plan has of its own."""
    with office.reading() as tx:
        return [row.title for row in cases.load(tx, NO).live_steps if not row.of]


def test_what_lost_points_is_proposed_with_its_clause(desk: Desk) -> None:
    page = diagnosed(desk).get(PLAN).text

    assert "制单与复核分岗，制定申报前复核指引" in page
    assert "2 条差距，2 条还没有对应事项" in page


def test_only_what_was_ticked_goes_into_the_plan(desk: Desk, office: Database) -> None:
    drafted(desk)

    assert titles(office) == ["制单与复核分岗，制定申报前复核指引"]


def test_nothing_ticked_is_told_and_what_was_typed_stands_there_still(desk: Desk, office: Database) -> None:
    page = act(diagnosed(desk), "draft-plan", **DRAFT, **{"pair.items.5.separate": "2027-01-15"})

    assert "没有勾选任何事项" in page
    assert 'value="2027-01-15"' in page
    assert titles(office) == []


def test_the_ripple_is_shown_before_anything_is_saved(desk: Desk, office: Database) -> None:
    fields = {**DRAFT, "pick.items": "5.separate", "pair.items.5.separate": "2027-01-15"}
    page = act(diagnosed(desk), "draft-plan", path="preview", **fields)

    assert "2027-01-15" in page
    assert 'name="pair.items.5.separate"' in page
    assert titles(office) == []


def test_one_form_amends_many_items_for_one_reason(desk: Desk, office: Database) -> None:
    lin = drafted(desk)
    fields: dict[str, Any] = {"pair.move.extra": "2027-02-01", "pair.rename.extra": "两人复核", "reason": "人手不足"}
    fields |= {"key.add": ["讲课", ""], "value.add": ["2027-01-20", ""]}
    page = act(lin, "amend-plan", **fields)

    assert titles(office) == ["两人复核", "讲课"]
    assert "2027-01-15 → 2027-02-01" in lin.get(f"{PLAN}?since=1").text
    assert "人手不足" in page


def test_an_amendment_that_is_refused_is_shown_again_where_it_stood(desk: Desk) -> None:
    page = act(drafted(desk), "amend-plan", **{"pair.move.extra": "2020-01-01", "reason": "晚了"})

    assert "不能早于" in page
    assert 'value="2020-01-01"' in page


def test_the_supervisor_finds_what_waits_and_approves_it(desk: Desk) -> None:
    act(drafted(desk), "submit-plan", reason="请审")
    zhao = desk("zhao")

    assert f'href="{PLAN}"' in zhao.get("/").text
    assert "已批准" in act(zhao, "approve-plan", reason="同意")
    assert f'href="{PLAN}"' not in zhao.get("/").text


def test_a_supervisor_who_had_a_hand_in_it_is_told_why_not(desk: Desk) -> None:
    lin, zhao = drafted(desk), desk("zhao")
    act(zhao, "amend-plan", **{"pair.move.extra": "2027-02-01", "reason": "早些"})
    act(lin, "submit-plan")

    page = zhao.get(PLAN).text
    assert "不能自己审批" in page
    assert f"{NO}-approve-plan-" not in page


def test_an_earlier_revision_is_there_to_be_read_only(desk: Desk) -> None:
    lin = drafted(desk)
    act(lin, "amend-plan", **{"pair.rename.extra": "两人复核", "reason": "说清楚"})
    page = lin.get(f"{PLAN}?revision=1").text

    assert "制单与复核分岗，制定申报前复核指引" in page
    assert "两人复核" not in page
    assert "修订方案" not in page


@pytest.mark.parametrize("query", ["revision=9", "since=9"])
def test_a_revision_that_never_was_is_no_page(desk: Desk, query: str) -> None:
    assert drafted(desk).get(f"{PLAN}?{query}").status_code == 404


def test_the_plan_of_another_site_is_no_page(desk: Desk) -> None:
    assert desk("qiu").get(PLAN).status_code == 404


def test_the_page_speaks_english(desk: Desk) -> None:
    lin = drafted(desk)
    lin.post("/language", data={"language": "en", "csrf": token(lin)})
    page = lin.get(PLAN).text

    assert "Separate drafting from review" in page
    assert "Documents desk" in page
