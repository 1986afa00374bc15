"""Memoranda at the desk: recorded with what each department committed itself to, kept by it, chased until then."""

import pytest
from starlette.testclient import TestClient

from models.memoranda import CommitmentState
from models.people import EVERYWHERE, Person
from models.vocabulary import Channel, MessageState, Role
from store import memoranda, outbox, people
from store.database import Database
from tests.builders_problems import PARTNERS
from tests.jobs.test_nagging import swept
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import token
from web.pages import memoranda as pages

SIGNED = {"site": "RZ", "title": "关税合作备忘录", "signed_on": "2026-11-02", "parties": "tax"}
PROMISED = {"text": "退税三日内办结", "department": "tax", "owner": "lin", "due_on": "2026-11-20"}


@pytest.fixture
def partners(desk: Desk, office: Database) -> Desk:
    """Zhao recorded a memorandum with the tax authority, which committed itself to something that Lin sees to."""
    with office.writing() as tx:
        for person in (*PARTNERS, Person("gao", "高", Role.POLICY), Person("mei", "梅", Role.COORDINATOR, "RZ")):
            people.add(tx, person, NOW)
    zhao = desk("zhao")
    assert send(zhao, "/memoranda", **SIGNED) == 200
    assert send(zhao, "/memoranda/1/commitments", **PROMISED) == 200
    return desk


def send(client: TestClient, path: str, **sent: str) -> int:
    return client.post(path, data={"csrf": token(client), **sent}).status_code


def state(office: Database) -> CommitmentState:
    with office.reading() as tx:
        return memoranda.commitment_of(tx, 1).state


def test_what_was_promised_stands_under_its_memorandum_and_before_the_department(partners: Desk) -> None:
    assert "退税三日内办结" in partners("lin").get("/memoranda").text
    assert "退税三日内办结" in partners("tang").get("/asked").text
    assert "退税三日内办结" not in partners("shen").get("/asked").text


def test_the_department_says_how_it_kept_it(partners: Desk, office: Database) -> None:
    tang = partners("tang")
    assert send(tang, "/commitments/1/keep", reason="") == 409
    assert state(office) is CommitmentState.OPEN

    send(tang, "/commitments/1/keep", reason="已开通专窗")

    assert state(office) is CommitmentState.KEPT
    assert "已开通专窗" in partners("lin").get("/memoranda").text


def test_a_refused_form_comes_back_beside_its_field(partners: Desk) -> None:
    zhao = partners("zhao")
    page = zhao.post("/memoranda/1/commitments", data={"csrf": token(zhao), **PROMISED, "text": " "}).text

    assert "写明承诺的内容" in page


def test_it_is_chased_by_the_departments_lead_and_the_secretary(partners: Desk, office: Database) -> None:
    swept(office, "2026-11-27T08:00")
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=500).items
    heard = {(one.person, one.rung) for one in found if one.waiting.commitment and one.channel is Channel.INBOX}

    assert heard == {(login, "T+5") for login in ("lin", "ma", "zhao", "sec")}


def test_once_kept_nobody_hears_of_it(partners: Desk, office: Database) -> None:
    send(partners("lin"), "/commitments/1/keep", reason="已核实")
    swept(office, "2026-11-27T08:00")
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, limit=500).items

    assert not any(one.waiting.commitment for one in found)


# rights -----------------------------------------------------------------------------------------------------------------

WHO = ("lin", "mei", "zhao", "sec", "lead", "gao", "ada", "tang", "shen", "wenqi", "qiu")
KEEPERS = ("zhao", "sec")
SEES = ("lin", "mei", "zhao", "sec", "lead", "gao", "qiu", "tang", "shen")
POST = {
    "/memoranda": (SIGNED, KEEPERS),
    "/memoranda/1/commitments": (PROMISED, KEEPERS),
    "/commitments/1/keep": ({"reason": "已办"}, (*KEEPERS, "lin", "tang")),
    "/commitments/1/drop": ({"reason": "政策已改"}, KEEPERS),
}


def content(office: Database) -> str:
    with office.reading() as tx:
        return str(memoranda.listing(tx, EVERYWHERE))


@pytest.mark.parametrize("who", WHO)
def test_who_finds_the_page(partners: Desk, who: str) -> None:
    page = partners(who).get("/memoranda")

    assert (page.status_code == 200) == (who in SEES)
    assert ("退税三日内办结" in page.text) == (who in SEES and who not in ("qiu", "shen"))


@pytest.mark.parametrize("path", POST)
@pytest.mark.parametrize("who", WHO)
def test_who_may_send_what(partners: Desk, office: Database, path: str, who: str) -> None:
    sent, able = POST[path]
    before = content(office)
    send(partners(who), path, **sent)

    assert (content(office) != before) == (who in able)


def test_the_matrix_names_every_address() -> None:
    known = {(method, route.path) for route in pages.router.routes for method in route.methods}  # type: ignore[attr-defined]

    assert known == {("GET", "/memoranda"), *(("POST", path.replace("/1", "/{id}")) for path in POST)}
