"""The register of problems at the desk: recorded, answered, confirmed; who finds which page, and what they may send there."""

import re

import pytest
from starlette.testclient import TestClient

from models.people import EVERYWHERE, Person
from models.problems import ProblemState
from models.vocabulary import Role
from store import cases, enterprises, people, problems
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_problems import PARTNERS, REFUND
from tests.jobs.conftest import USCC
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import token
from web.pages import problems as pages

NO = "RZ-2026-W0001"
CASE = "RZ-2026-0001"
NEW = {"site": "RZ", "enterprise": USCC, **REFUND}
PHONE, MASKED = "13812345678", "138****5678"
ANSWER = {"kind": "solved", "answer": "已核准，本月退付"}


@pytest.fixture
def partners(desk: Desk, office: Database) -> Desk:
    """The desk with the departments' people, and a problem that Lin recorded."""
    with office.writing() as tx:
        for person in (*PARTNERS, Person("mei", "梅", Role.COORDINATOR, "RZ"), Person("gao", "高", Role.POLICY)):
            people.add(tx, person, NOW)
    lin = desk("lin")
    assert lin.post("/problems", data={"csrf": token(lin), **NEW}).status_code == 200
    return desk


def send(client: TestClient, path: str, **sent: str) -> tuple[int, str]:
    answer = client.post(path, data={"csrf": token(client), **sent})
    return answer.status_code, answer.text


def test_a_problem_is_recorded_answered_and_confirmed(partners: Desk, office: Database) -> None:
    lin = partners("lin")
    page = lin.get(f"/problems/{NO}").text
    assert "退税申报三个月没有结果" in page
    assert "税务部门" in page

    send(lin, f"/problems/{NO}/answer-problem", **ANSWER)
    _, page = send(lin, f"/problems/{NO}/confirm-problem", reason="款已到账")

    assert "已确认" in page
    with office.reading() as tx:
        assert problems.get(tx, NO).state is ProblemState.CONFIRMED


def test_a_form_with_mistakes_comes_back_filled_with_each_reason_beside_its_field(partners: Desk) -> None:
    code, page = send(partners("lin"), "/problems", **{**NEW, "text": " ", "chapter": "99"})

    assert code == 409
    assert "写明企业的问题或需求" in page
    assert "不是税则章" in page
    assert f'name="enterprise" value="{USCC}"' in page


def test_the_enterprise_is_looked_for_by_its_initials(partners: Desk) -> None:
    page = partners("lin").get("/problems/new?search=cssc").text

    assert f'href="/problems/new?enterprise={USCC}"' in page


def test_the_form_tells_no_contact_of_the_roster(partners: Desk, office: Database) -> None:
    with office.writing() as tx:
        row = RosterRow(USCC, "测试水产有限公司", contact="王", phone="13812345678")
        enterprises.upsert(tx, "RZ", [row], NOW)

    assert "13812345678" not in partners("lin").get(f"/problems/new?enterprise={USCC}").text


@pytest.mark.parametrize(
    ("login", "told"), [("lin", PHONE), ("zhao", PHONE), ("mei", MASKED), ("gao", MASKED), ("wei", PHONE)]
)
def test_the_telephone_is_for_the_handler_and_who_reads_contacts(
    partners: Desk, office: Database, login: str, told: str
) -> None:
    with office.writing() as tx:
        people.add(tx, Person("wei", "魏", Role.COORDINATOR, "RZ"), NOW)
    wei = partners("wei")
    send(wei, "/problems", **NEW, contact="王经理", phone=PHONE)
    page = partners(login).get("/problems/RZ-2026-W0002").text

    assert re.findall(r"王经理 ([0-9*]+)", page) == [told]


def test_recorded_on_a_case_it_is_linked_to_it(partners: Desk) -> None:
    lin = partners("lin")
    send(lin, "/problems", **NEW, case=CASE)

    assert "RZ-2026-W0002" in lin.get(f"/cases/{CASE}?tab=requests").text


def test_a_step_waits_for_it_from_the_cases_page(partners: Desk, office: Database) -> None:
    lin = partners("lin")
    page = lin.get(f"/cases/{CASE}?tab=requests").text
    assert f'<option value="{NO}">' in page

    send(lin, f"/cases/{CASE}/problems", problem=NO, waits="intent")

    with office.reading() as tx:
        step = cases.load(tx, CASE).step("intent")
    assert step is not None
    assert step.holder == "tax"
    assert "等待答复" in lin.get(f"/problems/{NO}").text


def test_answers_to_problems_like_it_stand_beside_it(partners: Desk) -> None:
    lin = partners("lin")
    send(lin, f"/problems/{NO}/answer-problem", **ANSWER)
    _, page = send(lin, "/problems", **NEW)

    assert "同类问题此前的答复" in page
    assert "已核准，本月退付" in page


def test_three_of_a_kind_are_proposed_on_the_board(partners: Desk) -> None:
    lin = partners("lin")
    send(lin, "/problems", **NEW)
    assert "建议上会" not in partners("zhao").get("/board").text

    send(lin, "/problems", **NEW)

    board = partners("zhao").get("/board").text
    assert "建议上会：反复出现的问题需求" in board
    assert "/problems?department=tax&amp;topic=export-refund&amp;chapter=03" in board


def test_the_list_says_how_many_it_found_and_pages_on(partners: Desk) -> None:
    lin = partners("lin")
    for _ in range(50):
        send(lin, "/problems", **NEW)
    page = lin.get("/problems?department=tax").text
    (following,) = re.findall(r'href="\?([^"]+)">下一页', page)

    assert "共 51 件" in page
    assert lin.get("/problems?" + following.replace("&amp;", "&")).text.count(NO) == 2


def test_what_people_write_is_shown_and_never_run(partners: Desk) -> None:
    lin = partners("lin")
    send(lin, "/problems", **{**NEW, "text": "<script>alert(1)</script>"})
    page = lin.get("/problems").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["/problems", "/problems/new", f"/problems/new?enterprise={USCC}", f"/problems/{NO}"])
def test_every_page_speaks_english_on_demand(partners: Desk, path: str) -> None:
    client = partners("lin")
    client.post("/language", data={"csrf": token(client), "language": "en", "next": "/"})
    text = re.sub(
        r"<option.*?</option>|退税申报三个月没有结果|测试水产有限公司|林晓岚|日照示范点|中文", "", client.get(path).text
    )

    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


# rights -----------------------------------------------------------------------------------------------------------------

WHO = ("lin", "mei", "zhao", "sec", "lead", "gao", "ada", "tang", "shen", "wenqi", "qiu", "")
READS = ("lin", "mei", "zhao", "sec", "lead", "gao")
RAISES = ("lin", "mei", "zhao")
HANDLES = ("lin", "zhao")
OTHER_SITE = ("qiu",)
GET = {
    "/problems": (*READS, *OTHER_SITE),
    "/problems/new": (*RAISES, *OTHER_SITE),
    f"/problems/new?enterprise={USCC}": RAISES,
    f"/problems/{NO}": READS,
}
POST: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "/problems": (NEW, RAISES),
    f"/problems/{NO}/answer-problem": (ANSWER, (*HANDLES, "tang")),
    f"/problems/{NO}/accept-problem": ({}, (*HANDLES, "tang")),
    f"/problems/{NO}/reject-problem": ({"reason": "不属本单位"}, (*HANDLES, "tang")),
    f"/problems/{NO}/refer-problem": ({"department": "commerce", "reason": "属商务"}, HANDLES),
    f"/problems/{NO}/link-problem": ({"place": CASE}, HANDLES),
    f"/problems/{NO}/withdraw-problem": ({"reason": "重复登记"}, HANDLES),
    f"/cases/{CASE}/problems": ({"problem": NO, "waits": ""}, HANDLES),
}
AFTER_AN_ANSWER = {
    f"/problems/{NO}/confirm-problem": ({}, HANDLES),
    f"/problems/{NO}/dispute-problem": ({"reason": "没到账"}, HANDLES),
}


def history(office: Database) -> int:
    with office.reading() as tx:
        found = problems.listing(tx, EVERYWHERE, NOW.date(), limit=500).items
        return sum(len(problems.history(tx, one.no)) for one in found)


@pytest.mark.parametrize("path", GET)
def test_who_finds_which_page(partners: Desk, path: str) -> None:
    found = {who: partners(who).get(path, follow_redirects=False).status_code for who in WHO}

    assert found == {who: 200 if who in GET[path] else 303 if not who else 404 for who in WHO}


@pytest.mark.parametrize(("path", "who"), [(path, who) for path in (*POST, *AFTER_AN_ANSWER) for who in WHO if who])
def test_who_may_send_what(partners: Desk, office: Database, path: str, who: str) -> None:
    if path in AFTER_AN_ANSWER:
        send(partners("lin"), f"/problems/{NO}/answer-problem", **ANSWER)
    sent, able = (POST | AFTER_AN_ANSWER)[path]
    client, before = partners(who), history(office)
    client.post(path, data={"csrf": token(client), **sent}, follow_redirects=False)

    assert (history(office) > before) == (who in able)


def test_the_matrix_names_every_address_of_the_register() -> None:
    known = {(method, route.path) for route in pages.router.routes for method in route.methods}  # type: ignore[attr-defined]

    assert known == {
        ("GET", "/problems"),
        ("GET", "/problems/new"),
        ("GET", "/problems/{no}"),
        ("GET", "/problems/{no}/{act}"),
        ("POST", "/problems"),
        ("POST", "/problems/{no}/{act}"),
        ("POST", "/cases/{no}/problems"),
    }


def test_an_act_that_does_not_exist_is_refused_and_names_those_that_do(partners: Desk) -> None:
    code, page = send(partners("lin"), f"/problems/{NO}/eat-problem")

    assert code == 422
    assert "answer-problem" in page


def test_a_link_to_a_case_of_another_site_is_a_case_that_is_not_there(partners: Desk) -> None:
    lin = partners("lin")
    code, _ = send(lin, f"/problems/{NO}/link-problem", place="QD-2026-0001")

    assert code == 404
