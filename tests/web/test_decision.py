"""研判: one page to decide the stage on, and to decide it from."""

from starlette.testclient import TestClient

from store import cases
from store.database import Database
from tests.web.conftest import Desk
from tests.web.test_desk import token

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"
HERE = f"{CASE}/decision"


def sent(client: TestClient, act: str, step: str = "", reason: str = "", **inputs: str) -> tuple[int, str]:
    """Send a form of the page; what came of it, and where one is then."""
    given = {f"input.{name}": value for name, value in inputs.items()}
    data = {"csrf": token(client), "step": step, "reason": reason, "back": "decision", **given}
    answer = client.post(f"{CASE}/acts/{act}", data=data)
    return answer.status_code, answer.url.path


def looked_back(desk: Desk, **answers: str) -> TestClient:
    """Lin's browser after the look-back checks were done."""
    client = desk("lin")
    upload = {"input.file": ("信用.pdf", b"%PDF-1.4 record", "application/pdf")}
    data = {"csrf": token(client), "step": "look-back", "input.kind": "credit_record"}
    client.post(f"{CASE}/acts/attach-evidence", data=data, files=upload)
    given = {"penalties": "0", "arrears": "no", "abnormal_list": "no", "within_bar": "no"} | answers
    assert sent(client, "complete-step", "look-back", **given)[0] == 200
    return client


def test_it_tells_what_is_known_what_is_missing_and_when_to_apply(desk: Desk) -> None:
    page = looked_back(desk).get(HERE).text

    for words in ("近 2 年海关行政处罚次数", "商务部门", "何时可以申请", "入培育库", "还差"):
        assert words in page


def test_an_answer_that_closes_the_way_forward_is_marked(desk: Desk) -> None:
    page = looked_back(desk, arrears="yes").get(HERE).text

    assert "不能纳入" in page


def test_the_case_leads_to_it(desk: Desk) -> None:
    assert f'href="{HERE}"' in desk("lin").get(CASE).text


def test_a_department_is_asked_from_it_and_one_stays_there(desk: Desk) -> None:
    client = desk("lin")

    assert sent(client, "ask-party", "commerce-opinion", party="commerce", question="是否推荐") == (200, HERE)
    assert "是否推荐" in client.get(HERE).text


def test_the_enterprise_goes_into_the_pool_until_the_chosen_day(desk: Desk, office: Database) -> None:
    client = looked_back(desk)

    assert sent(client, "advance-stage", reason="明年再看", outcome="pool", look_again_on="2027-03-01") == (200, CASE)
    with office.reading() as tx:
        closed = cases.load(tx, NO)
    assert (closed.outcome, str(closed.look_again_on)) == ("pooled", "2027-03-01")


def test_what_is_refused_stands_beside_its_own_way_out(desk: Desk) -> None:
    client = looked_back(desk)
    data = {"csrf": token(client), "input.outcome": "pool", "back": "decision", "reason": ""}
    answer = client.post(f"{CASE}/acts/advance-stage", data=data)

    assert answer.status_code == 409
    assert answer.text.count("没有办成") == 1
    assert "研判" in answer.text


def test_only_a_supervisor_is_offered_the_refusal(desk: Desk) -> None:
    looked_back(desk)

    assert 'name="input.outcome" value="refuse"' not in desk("lin").get(HERE).text
    assert 'name="input.outcome" value="refuse"' in desk("zhao").get(HERE).text


def test_a_closed_case_has_nothing_to_decide(desk: Desk) -> None:
    client = looked_back(desk)
    sent(client, "advance-stage", reason="明年再看", outcome="pool")

    assert client.get(HERE).url.path == CASE


def test_another_sites_decision_is_missing(desk: Desk) -> None:
    assert desk("qiu").get(HERE).status_code == 404
