"""The assessment page: filled in without a script, refused answers beside the saved ones, handed in, taken along and back."""

import io
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from store import cases, sheets
from store.database import Database
from tests.web.conftest import Desk
from tests.web.test_desk import token

NO = "RZ-2026-0001"
HERE = f"/cases/{NO}/assessments"


def begun(desk: Desk, login: str = "lin", kind: str = "self") -> TestClient:
    """A browser with an assessment just begun."""
    client = desk(login)
    assert client.post(HERE, data={"csrf": token(client), "kind": kind}).status_code == 200
    return client


def answers(office: Database, key: str = "self-1") -> dict[str, str]:
    """What stands in the database: ratings by clause."""
    with office.reading() as tx:
        sheet = sheets.with_sheets(tx, cases.load(tx, NO)).sheet(key)
    return {clause: one.rating for clause, one in sheet.answers.items()} if sheet else {}


def save(client: TestClient, fields: dict[str, str], **headers: str) -> Any:
    """Send the form of the first section, on which nothing stood yet."""
    shown = {str(clause): ["", "", []] for clause in range(1, 12)}
    data = {"csrf": token(client), "section": "internal_control", "seen": json.dumps(shown), **fields}
    return client.post(f"{HERE}/self-1/answers", data=data, headers=headers)


def test_an_assessment_begins_with_the_clauses_of_the_target(desk: Desk) -> None:
    page = begun(desk).get(f"{HERE}/self-1").text

    assert "海关联系人与兼职告知" in page
    assert 'name="rating.11"' in page


def test_what_is_filled_in_is_saved_and_shown_again(desk: Desk, office: Database) -> None:
    client = begun(desk)

    assert save(client, {"rating.1": "met", "note.1": "有任命书"}).status_code == 200
    assert answers(office) == {"1": "met"}
    assert "有任命书" in client.get(f"{HERE}/self-1").text


def test_an_old_page_puts_nothing_back_that_somebody_else_saved(desk: Desk, office: Database) -> None:
    lin, zhao = begun(desk), desk("zhao")
    save(zhao, {"rating.2": "not_met"})
    save(lin, {"rating.1": "met"})

    assert answers(office) == {"2": "not_met", "1": "met"}


def test_one_answer_that_cannot_be_kept_loses_no_other(desk: Desk, office: Database) -> None:
    answer = save(begun(desk), {"rating.1": "met", "rating.2": "splendid", "note.2": "看过了"})

    assert answer.status_code == 409
    assert "看过了" in answer.text
    assert "第 2 条不能评为 splendid" in answer.text
    assert answers(office) == {"1": "met"}


def test_the_script_is_told_what_stands(desk: Desk) -> None:
    told = save(begun(desk), {"rating.1": "not_met"}, **{"X-Saves-As-It-Goes": "1"}).json()

    assert (told["rated"], told["total"], told["refused"]) == (1, 98, [])
    assert json.loads(told["seen"])["1"] == ["not_met", "", []]


def test_a_section_is_submitted_and_accepted_by_another(desk: Desk) -> None:
    lin, zhao = begun(desk), desk("zhao")
    section = {"section": "internal_control"}
    refused = lin.post(f"{HERE}/self-1/acts/submit-section", data={"csrf": token(lin), **section})
    assert "还没有评定" in refused.text

    save(lin, {f"rating.{clause}": "met" for clause in range(1, 12)})
    lin.post(f"{HERE}/self-1/acts/submit-section", data={"csrf": token(lin), **section})
    assert "审定一类" in zhao.get(f"{HERE}/self-1").text
    assert "审定一类" in lin.get(f"{HERE}/self-1").text

    assert lin.post(f"{HERE}/self-1/acts/accept-section", data={"csrf": token(lin), **section}).status_code == 409
    zhao.post(f"{HERE}/self-1/acts/accept-section", data={"csrf": token(zhao), **section})
    assert "已审定" in lin.get(f"{HERE}/self-1").text


def test_a_refused_return_keeps_what_was_typed(desk: Desk) -> None:
    lin = begun(desk)
    data = {"csrf": token(lin), "section": "internal_control", "reason": "附任命书"}
    page = lin.post(f"{HERE}/self-1/acts/return-section", data=data)

    assert page.status_code == 409


def test_figures_are_worked_out_and_say_how(desk: Desk) -> None:
    client = begun(desk)
    data = {
        "csrf": token(client),
        "section": "finance",
        "figure.total_assets": "1000",
        "figure.total_liabilities": "800",
    }
    client.post(f"{HERE}/self-1/figures", data=data)
    page = client.get(f"{HERE}/self-1?section=finance").text

    assert "资产负债率 = 负债合计 ÷ 资产总计（年末） = <b>80%</b>" in page


def test_a_figure_that_is_none_is_told_beside_its_field(desk: Desk) -> None:
    client = begun(desk)
    data = {"csrf": token(client), "section": "finance", "figure.total_assets": "很多"}
    page = client.post(f"{HERE}/self-1/figures", data=data)

    assert page.status_code == 409
    assert "很多" in page.text


def test_a_sheet_goes_along_and_comes_back(desk: Desk, office: Database) -> None:
    client = begun(desk)
    save(client, {"rating.1": "met", "note.1": "有任命书"})
    taken = client.get(f"{HERE}/self-1/sheet")
    files = {"file": ("self-1.xlsx", io.BytesIO(taken.content))}
    page = client.post(f"{HERE}/self-1/sheet", data={"csrf": token(client)}, files=files)

    assert "已收 1 条" in page.text
    assert answers(office) == {"1": "met"}


@pytest.mark.parametrize("path", ["", "/self-1", "/self-1/sheet"])
def test_who_must_not_see_the_case_sees_no_assessment(desk: Desk, path: str) -> None:
    begun(desk)

    assert desk("qiu").get(f"{HERE}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/self-9", "/self-9/sheet"])
def test_an_assessment_that_does_not_exist_is_missing(desk: Desk, path: str) -> None:
    assert begun(desk).get(f"{HERE}{path}").status_code == 404


def test_no_other_act_is_done_by_this_page(desk: Desk) -> None:
    client = begun(desk)

    assert client.post(f"{HERE}/self-1/acts/close-case", data={"csrf": token(client)}).status_code == 404


def test_the_case_leads_to_its_assessments(desk: Desk) -> None:
    page = begun(desk).get(f"/cases/{NO}?tab=diagnosis").text

    assert f'href="{HERE}/self-1"' in page
    assert "逐条评定" not in page


def test_the_history_of_the_case_tells_what_was_assessed(desk: Desk) -> None:
    client = begun(desk)
    save(client, {"rating.1": "met"})
    save(client, {"rating.2": "not_met"})
    page = client.get(f"/cases/{NO}?tab=history").text

    assert "企业自评 1 · CN-ADV-2026-34" in page
    assert page.count("企业自评 1 · 2 条") == 1
    assert "企业自评 1 · 1 条" not in page


def test_findings_are_raised_and_put_right_on_the_page_of_the_case(desk: Desk) -> None:
    client = begun(desk)
    save(client, {"rating.9": "not_met", "note.9": "没有备份"})
    raised = {"csrf": token(client), "input.due_on": "2026-12-31"}
    client.post(f"/cases/{NO}/acts/raise-findings", data=raised)
    steps, findings = client.get(f"/cases/{NO}").text, client.get(f"/cases/{NO}?tab=findings").text

    assert "F1 信息安全：没有备份" in steps
    assert "没有备份" in findings.split('id="findings"')[1].split("</section>")[0]


def test_the_plan_leads_to_the_findings_its_items_put_right(desk: Desk) -> None:
    client = begun(desk)
    save(client, {"rating.9": "not_met", "note.9": "没有备份"})
    raised = {"csrf": token(client), "input.due_on": "2026-12-31"}
    client.post(f"/cases/{NO}/acts/raise-findings", data=raised)

    assert f'<a href="/cases/{NO}?tab=findings#findings">' in client.get(f"/cases/{NO}/plan").text


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"1": 3}', '{"1": ["", ""]}', "null"])
def test_a_form_that_does_not_say_what_it_showed_changes_nothing(desk: Desk, office: Database, seen: str) -> None:
    client = begun(desk)
    data = {"csrf": token(client), "section": "internal_control", "seen": seen, "rating.1": "met"}

    assert client.post(f"{HERE}/self-1/answers", data=data).status_code == 200
    assert answers(office) == {}


def test_an_audit_says_clause_by_clause_what_may_be_put_right(desk: Desk) -> None:
    zhao = begun(desk, "zhao", "mock")
    fields = {"rating.16": "not_met", "section": "compliance", "seen": json.dumps({"16": ["", "", []]})}
    zhao.post(f"{HERE}/mock-1/answers", data={"csrf": token(zhao), **fields})

    assert "不可认证内整改" in zhao.get(f"{HERE}/mock-1?section=compliance").text
    assert "可认证内整改" not in zhao.get(f"{HERE}/mock-1?section=finance").text


def test_the_standard_says_what_may_not_be_put_right(desk: Desk) -> None:
    assert "不能在认证内整改" in desk("lin").get("/standards/CN-ADV-2026-34").text
