"""Ways about the desk: through the door to where one wanted to go, the language on the spot, what is too large or not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from models.people import Person
from models.vocabulary import Role
from store import people
from store.database import Database
from tests.web.conftest import NOW, Desk
from web import limits
from web.access import own_path

CASE = "/cases/RZ-2026-0001"


def token(client: TestClient) -> str:
    return client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]


def test_the_door_leads_on_to_the_page_one_wanted(desk: Desk) -> None:
    client = desk("")
    door = client.get(f"{CASE}?as_of=2026-11-10")
    answer = client.post(
        "/demo/sign-in", data={"login": "lin", "next": f"{CASE}?as_of=2026-11-10"}, follow_redirects=False
    )

    assert f'name="next" value="{CASE}?as_of=2026-11-10"' in door.text
    assert answer.headers["location"] == f"{CASE}?as_of=2026-11-10"


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "cases"]
)
def test_no_link_of_ours_leads_elsewhere(path: str) -> None:
    assert own_path(path) == "/"


@given(st.text())
def test_whatever_is_asked_for_the_way_stays_on_this_desk(path: str) -> None:
    way = own_path(path)

    assert way.startswith("/")
    assert not way.startswith(("//", "/\\"))


def test_the_language_changes_on_the_page_one_is_on(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "language": "en", "next": f"{CASE}?as_of=2026-11-10"}
    answer = client.post("/language", data=sent, follow_redirects=False)

    assert answer.headers["location"] == f"{CASE}?as_of=2026-11-10"


def test_the_door_speaks_english_to_who_asks_for_it(desk: Desk) -> None:
    client = desk("")

    assert "Sign in" in client.post("/sign-in/language", data={"language": "en", "next": "/"}).text


def test_who_mistypes_a_password_need_not_type_the_account_again(desk: Desk) -> None:
    answer = desk("").post("/sign-in", data={"login": "lin", "password": "wrong"})

    assert 'id="login" name="login" value="lin"' in answer.text


def test_what_is_too_large_gets_a_page_with_a_way_back(desk: Desk) -> None:
    headers = {"Content-Length": str(limits.LARGEST + 1), "Referer": "http://desk/enterprises"}
    answer = desk("lin").post("/enterprises/import", headers=headers, content=b"x")

    assert answer.status_code == 413
    assert 'href="/enterprises">返回' in answer.text


def test_to_a_program_what_is_too_large_is_a_problem(desk: Desk) -> None:
    headers = {"Content-Length": str(limits.LARGEST + 1)}
    answer = desk("").post("/api/v1/cases", headers=headers, content=b"x")

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/nowhere", "/cases/RZ-1999-0001", "/account/password"])
def test_a_page_that_is_not_there_says_so(desk: Desk, path: str) -> None:
    answer = desk("lin").get(path)

    assert (answer.status_code, "<h1>没有这个页面</h1>" in answer.text) == (404, True)


def test_the_address_of_a_form_leads_to_its_case(desk: Desk) -> None:
    answer = desk("lin").get(f"{CASE}/acts/note", follow_redirects=False)

    assert answer.headers["location"] == CASE


def test_an_administrator_begins_with_the_people(desk: Desk) -> None:
    answer = desk("ada").get("/")

    assert answer.url.path == "/people"
    assert 'role="search"' not in answer.text


@pytest.mark.parametrize("role", [Role.ENTERPRISE])
def test_who_has_no_page_yet_is_told_so(desk: Desk, office: Database, role: Role) -> None:
    with office.writing() as tx:
        people.add(tx, Person("wai", "外", role, "RZ"), NOW)

    assert "这里还没有给您的页面" in desk("wai").get("/").text
