"""The case page: what was answered and asked, what stands out, rounds, days gone by, and the end."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from actions.open_case import open_case
from actions.perform import perform
from models.people import HOST
from store import files, people
from store.database import Database
from store.files import StoredFile
from tests.jobs.conftest import USCC, ZONE
from tests.web import audits
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"


def row(client: TestClient, key: str, path: str = CASE) -> str:
    found = re.search(rf'<tr id="{key}".*?</tr>', client.get(path).text, re.DOTALL)
    assert found

    return found[0]


def history(page: str) -> str:
    return page.split("<h2>历史</h2>")[1].split("<aside")[0]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def do(office: Database, act: str, *, step: str = "", reason: str = "", **inputs: str) -> None:
    with office.writing() as tx:
        perform(tx, act, NO, actor=HOST, now=NOW, zone=ZONE, step=step, inputs=inputs, reason=reason)


# what was answered and asked ---------------------------------------------------------------------------------------------


def test_who_reviews_a_step_sees_what_was_answered(desk: Desk, office: Database) -> None:
    no = audits.submitted(office, NOW)

    assert "结论: 未通过" in plain(row(desk("zhao"), "mock-verdict", f"/cases/{no}"))


def test_the_answers_of_a_round_stay_with_it(desk: Desk, office: Database) -> None:
    no = audits.sent_round(office, NOW)

    assert "结论: 未通过" in row(desk("lin"), "mock-verdict", f"/cases/{no}")


def test_the_history_tells_answers_questions_and_replies(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    do(office, "record-answer", step="look-back", answer="没有欠税")
    told = history(desk("lin").get(CASE).text)

    assert "问税务部门：有无欠税？" in told
    assert "税务部门答复：没有欠税" in told


def test_the_history_names_the_step_of_every_act(desk: Desk, office: Database) -> None:
    do(office, "note", step="intent", text="电话联系过")

    assert re.search(r"备注</b>\s*· <a href=\"#intent\">登记培育意向</a>", history(desk("lin").get(CASE).text))


def test_an_open_question_stands_on_its_step(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")

    assert "问税务部门：有无欠税？" in row(desk("lin"), "look-back")


def test_who_gets_a_step_back_reads_why_on_it(desk: Desk, office: Database) -> None:
    no = audits.submitted(office, NOW)
    with office.writing() as tx:
        audits.act(tx, no, "return-step", "mock-verdict", HOST, NOW, reason="评分表缺一页")

    assert "退回 评分表缺一页" in plain(row(desk("lin"), "mock-verdict", f"/cases/{no}"))


# what stands out ---------------------------------------------------------------------------------------------------------


def leading(html: str) -> list[str]:
    return re.findall(r'<details class="act primary">\s*<summary>([^<]+)</summary>', html)


def test_one_act_stands_out_on_a_step(desk: Desk) -> None:
    assert leading(row(desk("lin"), "intent")) == ["完成步骤"]


def test_a_step_that_lacks_a_paper_asks_for_it_first(desk: Desk) -> None:
    assert leading(row(desk("lin"), "look-back")) == ["附上材料"]


def test_a_reviewer_decides_between_two(desk: Desk, office: Database) -> None:
    no = audits.submitted(office, NOW)

    assert leading(row(desk("zhao"), "mock-verdict", f"/cases/{no}")) == ["审核通过", "退回"]


def test_starting_an_open_step_is_not_offered_as_nobody_would_see_it(desk: Desk) -> None:
    assert "开始步骤" not in row(desk("lin"), "intent")


def test_nobody_is_told_of_acts_their_role_never_has(desk: Desk) -> None:
    assert "重算期限" not in desk("zhao").get(CASE).text


def test_for_evidence_nobody_asked_for_there_is_a_list_and_a_word_of_ones_own(desk: Desk) -> None:
    client = desk("lin")
    sent = {"step": "intent", "other.kind": "营业执照", "csrf": client.get(CASE).text.split('csrf" value="')[1][:43]}
    client.post(f"{CASE}/acts/attach-evidence", data=sent, files={"input.file": ("a.txt", b"paper", "text/plain")})

    assert ">营业执照</a>" in client.get(CASE).text


@pytest.mark.parametrize("act", ["close-case", "reopen-case", "extend-deadline", "assign", "add-step"])
def test_no_choice_is_shown_as_its_key(desk: Desk, office: Database, act: str) -> None:
    if act == "reopen-case":
        do(office, "close-case", reason="误立")
    page = desk("zhao").get(CASE).text
    forms = re.findall(rf'<form method="post" action="{CASE}/acts/{act}[#"].*?</form>', page, re.DOTALL)

    assert forms
    assert re.findall(r">\s*([a-z_-]+)\s*</option>", "".join(forms)) == []


def test_a_field_offers_no_day_that_would_be_refused(desk: Desk) -> None:
    page = desk("lin").get(CASE).text

    assert re.search(rf'id="{NO}-complete-step-intent-on" type="date"[^>]*min="2026-11-02"[^>]*max="2026-11-16"', page)


def test_only_people_who_fit_are_offered(desk: Desk) -> None:
    form = desk("zhao").get(CASE).text.split(f'id="{NO}-assign--to"')[1].split("</select>")[0]

    assert "林晓岚" in form
    assert "艾" not in form


def test_whoever_did_something_is_told_so_once(desk: Desk) -> None:
    client = desk("lin")
    sent = {"step": "intent", "csrf": client.get(CASE).text.split('csrf" value="')[1][:43]}
    answer = client.post(f"{CASE}/acts/complete-step", data=sent)

    assert "已办：完成步骤 ·「登记培育意向」" in answer.text
    assert "已办：" not in client.get(CASE).text


def test_after_an_act_one_is_back_at_its_step(desk: Desk) -> None:
    client = desk("lin")
    sent = {"step": "intent", "csrf": client.get(CASE).text.split('csrf" value="')[1][:43]}
    answer = client.post(f"{CASE}/acts/complete-step", data=sent, follow_redirects=False)

    assert answer.headers["location"] == f"{CASE}#intent"


# rounds, days gone by, the end -------------------------------------------------------------------------------------------


def looks(page: str) -> list[str]:
    return re.findall(r'<li class="(\w+)"', page.split('class="stepper"')[1].split("</ol>")[0])


def test_what_a_case_sent_back_went_through_lies_ahead_again(desk: Desk, office: Database) -> None:
    no = audits.sent_round(office, NOW)

    assert looks(desk("lin").get(f"/cases/{no}").text) == ["done", "now", "ahead", "ahead", "ahead"]


def test_rounds_stand_under_headings_of_their_own_the_present_one_first(desk: Desk, office: Database) -> None:
    no = audits.sent_round(office, NOW)
    headings = [plain(one).strip() for one in re.findall(r"<h3>(.*?)</h3>", desk("lin").get(f"/cases/{no}").text, re.S)]

    assert headings[0] == "量身辅导"
    assert [one for one in headings if one.startswith("模拟认证")] == ["模拟认证 · 第 1 轮", "模拟认证 · 第 2 轮"]


def test_stages_before_a_case_was_taken_over_say_so(desk: Desk, office: Database) -> None:
    no = audits.submitted(office, NOW)
    page = desk("lin").get(f"/cases/{no}").text

    assert looks(page)[:3] == ["done", "done", "now"]
    assert page.split('class="stepper"')[1].split("</ol>")[0].count("接管前") == 2


def test_a_day_gone_by_knows_nothing_of_later(desk: Desk, office: Database) -> None:
    do(office, "note", text="后来的备注")
    do(office, "close-case", reason="企业退出")
    page = desk("lin").get(f"{CASE}?as_of=2026-11-10").text

    assert looks(page)[0] == "now"
    assert "后来的备注" not in page
    assert "已结案" not in page


def test_a_closed_case_shows_its_end_and_asks_for_no_way_on(desk: Desk, office: Database) -> None:
    do(office, "close-case", reason="企业退出")
    page = desk("lin").get(CASE).text

    assert re.search(r"<h2>已结案</h2>.*2026-11-16", page, re.DOTALL)
    assert "能否" not in page
    assert "阶段时限" not in page


def test_steps_of_a_nested_stage_stand_under_its_title(desk: Desk, office: Database) -> None:
    page = desk("lin").get(CASE).text

    assert '<th colspan="4" scope="rowgroup">内部控制</th>' in page


def test_a_case_that_can_only_end_says_how(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        no = open_case(
            tx, site="RZ", enterprise=USCC, process="objection", coordinator="lin", actor=HOST, now=NOW, zone=ZONE
        ).no
        files.remember(tx, StoredFile("e" * 64, 3, "text/plain"), HOST.login, NOW)
        for step, kind in (("objection-received", "objection_form"), ("objection-answered", "reply")):
            paper: dict[str, Any] = {"file": {"sha256": "e" * 64, "name": "a.txt"}, "kind": kind}
            audits.act(tx, no, "attach-evidence", step, HOST, NOW, **paper)
            if step == "objection-received":
                audits.act(tx, no, "complete-step", step, HOST, NOW)
        audits.act(tx, no, "submit-step", "objection-answered", people.get(tx, "lin"), NOW, objection_result="upheld")
        audits.act(tx, no, "accept-step", "objection-answered", people.get(tx, "zhao"), NOW)
    page = desk("lin").get(f"/cases/{no}").text

    assert "可以结案" in page
    assert "已答复" in page
    assert "条件都已具备" not in page
