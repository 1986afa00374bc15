"""What departments see and do: what they were asked, answered on one page, and nothing else."""

import pytest
from starlette.testclient import TestClient

from actions.perform import perform
from models.people import Person
from models.vocabulary import CUSTOMS, Role
from store import cases, people, problems
from store.database import Database
from tests.builders_problems import PARTNERS, REFUND
from tests.jobs.conftest import USCC, ZONE
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import token
from web.pages import asked as pages

CASE, STEP, NO = "RZ-2026-0001", "intent", "RZ-2026-W0001"
ASKED = {"party": "tax", "question": "近两年有无欠税", "document": "日关函〔2026〕17号"}
ANSWER = {"answer": "无欠税记录"}


@pytest.fixture
def partners(desk: Desk, office: Database) -> Desk:
    """Lin asked the tax authority in a step and has a problem for it."""
    with office.writing() as tx:
        for person in (*PARTNERS, Person("gao", "高", Role.POLICY), Person("mei", "梅", Role.COORDINATOR, "RZ")):
            people.add(tx, person, NOW)
        lin = people.get(tx, "lin")
        perform(tx, "ask-party", CASE, actor=lin, now=NOW, zone=ZONE, step=STEP, inputs=ASKED)
    client = desk("lin")
    assert send(client, "/problems", site="RZ", enterprise=USCC, **REFUND) == 200
    return desk


def send(client: TestClient, path: str, **sent: str) -> int:
    return client.post(path, data={"csrf": token(client), **sent}).status_code


def holder(office: Database) -> str:
    with office.reading() as tx:
        step = cases.load(tx, CASE).step(STEP)
    assert step is not None
    return step.holder


def test_a_department_begins_with_what_it_was_asked(partners: Desk) -> None:
    page = partners("tang").get("/").text

    assert "近两年有无欠税" in page
    assert "退税申报三个月没有结果" in page
    assert '<span class="badge" title="2 项待答复">2</span>' in page


def test_another_department_sees_none_of_it(partners: Desk) -> None:
    page = partners("shen").get("/asked").text

    assert "没有等待贵单位答复的事项" in page


def test_of_the_case_it_sees_the_question_the_enterprise_and_who_asks_and_nothing_else(partners: Desk) -> None:
    page = partners("tang").get(f"/asked/{CASE}/{STEP}").text

    assert all(told in page for told in ("测试水产有限公司", USCC, "近两年有无欠税", "日关函〔2026〕17号", "林晓岚"))
    assert not any(told in page for told in ("初筛评估", "登记培育意向", "赵启明", f"/cases/{CASE}"))


def test_the_answer_brings_the_ball_back_and_leads_to_what_is_left(partners: Desk, office: Database) -> None:
    tang = partners("tang")
    answer = tang.post(f"/asked/{CASE}/{STEP}/record-answer", data={"csrf": token(tang), **ANSWER})

    assert answer.url.path == "/asked"
    assert "近两年有无欠税" not in answer.text
    assert holder(office) == CUSTOMS
    assert "无欠税记录" in partners("lin").get(f"/cases/{CASE}?tab=requests").text


def test_what_is_sent_back_needs_a_reason_and_comes_back_to_customs(partners: Desk, office: Database) -> None:
    tang = partners("tang")
    assert send(tang, f"/asked/{CASE}/{STEP}/reject-question", reason="") == 409
    assert holder(office) == "tax"

    send(tang, f"/asked/{CASE}/{STEP}/reject-question", reason="属海关职责")

    assert holder(office) == CUSTOMS
    assert "属海关职责" in partners("lin").get(f"/cases/{CASE}?tab=requests").text


def test_accepting_shows_that_they_know_and_is_offered_once(partners: Desk) -> None:
    tang = partners("tang")
    send(tang, f"/asked/{CASE}/{STEP}/accept-question")

    assert "2026-11-16 受理" in tang.get(f"/asked/{CASE}/{STEP}").text
    assert send(tang, f"/asked/{CASE}/{STEP}/accept-question") == 409


def test_what_customs_asks_no_more_leads_to_the_list(partners: Desk) -> None:
    lin, tang = partners("lin"), partners("tang")
    send(lin, f"/cases/{CASE}/acts/revoke-question", step=STEP, reason="已自行查到")
    answer = tang.get(f"/asked/{CASE}/{STEP}")

    assert answer.url.path == "/asked"
    assert send(tang, f"/asked/{CASE}/{STEP}/record-answer", **ANSWER) == 404


def test_the_case_counts_its_question_and_the_problem_in_its_way(partners: Desk) -> None:
    lin = partners("lin")
    assert send(lin, f"/cases/{CASE}/problems", problem=NO) == 200

    assert "问题需求 <small>2</small>" in lin.get(f"/cases/{CASE}").text
    assert "问题需求 <small>" not in lin.get(f"/cases/{CASE}?as_of=2026-11-15").text


def test_a_problem_is_answered_on_one_page(partners: Desk, office: Database) -> None:
    tang = partners("tang")
    assert "退税申报三个月没有结果" in tang.get(f"/asked/{NO}").text

    send(tang, f"/asked/{NO}/answer-problem", kind="explained", answer="按规定三个月内退付")

    with office.reading() as tx:
        assert problems.get(tx, NO).state == "answered"
    assert tang.get(f"/asked/{NO}").url.path == "/asked"


def test_an_answer_without_words_is_shown_again_beside_its_field(partners: Desk) -> None:
    tang = partners("tang")
    page = tang.post(f"/asked/{NO}/answer-problem", data={"csrf": token(tang), "kind": "solved", "answer": " "}).text

    assert "写明答复的内容" in page
    assert 'value="solved" required checked' in page


@pytest.mark.parametrize(
    "path", [f"/cases/{CASE}", "/cases", "/board", "/enterprises", f"/enterprises/{USCC}", "/problems", "/people"]
)
def test_no_other_page_tells_a_department_anything(partners: Desk, path: str) -> None:
    page = partners("tang").get(path)

    assert "测试水产有限公司" not in page.text


@pytest.mark.parametrize("act", ["complete-step", "note", "ask-party", "assign", "revoke-question"])
def test_a_department_does_nothing_else_on_the_case_through_the_api_either(partners: Desk, act: str) -> None:
    tang = partners("tang")
    asked = tang.post(f"/api/v1/cases/{CASE}/acts/{act}", json={"step": STEP, "inputs": {}}, headers=same_origin(tang))

    assert asked.status_code == 404


def test_a_department_reads_no_case_through_the_api(partners: Desk) -> None:
    tang = partners("tang")

    assert tang.get(f"/api/v1/cases/{CASE}").status_code == 404
    assert tang.get("/api/v1/cases").json()["items"] == []


def same_origin(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": token(client)}


# rights -----------------------------------------------------------------------------------------------------------------

WHO = ("tang", "ma", "shen", "lin", "mei", "zhao", "sec", "lead", "gao", "ada", "wenqi", "qiu", "")
DEPARTMENTS, TAX = ("tang", "ma", "shen"), ("tang", "ma")
GET = {"/asked": DEPARTMENTS, f"/asked/{NO}": TAX, f"/asked/{CASE}/{STEP}": DEPARTMENTS}
POST = {
    f"/asked/{NO}/answer-problem": {"kind": "solved", "answer": "已办"},
    f"/asked/{NO}/accept-problem": {},
    f"/asked/{NO}/reject-problem": {"reason": "非我职责"},
    f"/asked/{CASE}/{STEP}/record-answer": ANSWER,
    f"/asked/{CASE}/{STEP}/accept-question": {},
    f"/asked/{CASE}/{STEP}/reject-question": {"reason": "非我职责"},
}


@pytest.mark.parametrize("path", GET)
def test_who_finds_which_page(partners: Desk, path: str) -> None:
    found = {who: partners(who).get(path).url.path if who else "" for who in WHO}
    seen = {who: partners(who).get(path).status_code if who else 0 for who in WHO}

    assert [who for who in WHO if seen[who] == 200] == [who for who in WHO if who in GET[path]]
    assert f"/asked/{CASE}/{STEP}" not in {found[who] for who in WHO if who not in TAX and seen[who] == 200}


@pytest.mark.parametrize("path", POST)
@pytest.mark.parametrize("who", [who for who in WHO if who])
def test_only_the_department_asked_may_send_it(partners: Desk, path: str, who: str) -> None:
    code = send(partners(who), path, **POST[path])

    assert code == (200 if who in TAX else 404)


def test_the_matrix_names_every_address() -> None:
    known = {(method, route.path) for route in pages.router.routes for method in route.methods}  # type: ignore[attr-defined]

    assert known == {
        ("GET", "/asked"),
        ("GET", "/asked/{no}"),
        ("GET", "/asked/{no}/{step}"),
        ("POST", "/asked/{no}/{act}"),
        ("POST", "/asked/{no}/{step}/{act}"),
    }
