"""The desk: who gets in, what they see, what a form does."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Desk

NO = "RZ-2026-0001"
PAGES = (
    "/",
    "/cases",
    f"/cases/{NO}",
    f"/cases/{NO}/plan",
    "/board",
    "/enterprises",
    "/inbox",
    "/ladders",
    "/ladders/default",
)


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
    assert found

    return found[1]


def test_without_signing_in_every_page_leads_to_the_sign_in(desk: Desk) -> None:
    answers = [desk("").get(page, follow_redirects=False) for page in PAGES]

    assert {(one.status_code, one.headers["location"].partition("?")[0]) for one in answers} == {(303, "/sign-in")}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_its_coordinator(desk: Desk, page: str) -> None:
    assert desk("lin").get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_strict_and_carries_nothing_inline(desk: Desk, page: str) -> None:
    answer = desk("lin").get(page)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son[a-z]+=", answer.text)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_english_on_demand(desk: Desk, page: str) -> None:
    client = desk("lin")
    client.post("/language", data={"language": "en", "csrf": token(client)})
    answer = client.get(page)

    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "My work" in answer.text


def test_another_sites_coordinator_does_not_find_the_case(desk: Desk) -> None:
    assert desk("qiu").get(f"/cases/{NO}").status_code == 404
    assert NO not in desk("qiu").get("/cases").text


def test_an_administrator_sees_people_and_no_case(desk: Desk) -> None:
    assert desk("ada").get("/people").status_code == 200
    assert desk("ada").get(f"/cases/{NO}").status_code == 404
    assert desk("lin").get("/people").status_code == 404


def test_a_step_is_completed_by_its_form(desk: Desk) -> None:
    client = desk("lin")
    sent = {"step": "intent", "csrf": token(client), "version": "1"}
    answer = client.post(f"/cases/{NO}/acts/complete-step", data=sent)

    assert answer.status_code == 200
    assert client.post(f"/cases/{NO}/acts/complete-step", data=sent).status_code == 409


def test_a_refusal_says_every_reason_and_changes_nothing(desk: Desk) -> None:
    client = desk("lin")
    answer = client.post(f"/cases/{NO}/acts/complete-step", data={"step": "look-back", "csrf": token(client)})

    assert answer.status_code == 409
    assert answer.text.count("<li>") >= 4


def test_a_form_from_elsewhere_is_refused(desk: Desk) -> None:
    client = desk("lin")
    sent = {"step": "intent", "csrf": token(client)}

    assert client.post(f"/cases/{NO}/acts/complete-step", data={**sent, "csrf": "guess"}).status_code == 422
    answer = client.post(f"/cases/{NO}/acts/complete-step", data=sent, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 422


def test_five_wrong_passwords_close_the_door_for_a_while(desk: Desk) -> None:
    client = desk("")
    answers = [client.post("/sign-in", data={"login": "lin", "password": "wrong"}).status_code for _ in range(6)]

    assert answers == [401] * 5 + [429]


def test_signing_out_ends_the_session(desk: Desk) -> None:
    client = desk("lin")
    client.post("/sign-out", data={"csrf": token(client)})

    assert client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("page", ["/cases?cursor=%ff", "/cases/x?as_of=2026-99-99", "/cases?search=%25%00", "/nowhere"])
def test_hostile_addresses_are_refused_not_broken(desk: Desk, page: str) -> None:
    assert desk("lin").get(page).status_code < 500


def test_a_form_looked_at_first_keeps_every_choice(desk: Desk) -> None:
    client = desk("zhao")
    sent = {"step": "look-back", "input.days": "3", "reason": "企业补查", "several": ["one", "two"]}
    answer = client.post(f"/cases/{NO}/preview/extend-deadline", data={**sent, "csrf": token(client)})

    assert re.findall(r'name="several" value="(\w+)"', answer.text) == ["one", "two"]


def test_new_dates_are_shown_before_an_extension_is_saved(desk: Desk) -> None:
    client = desk("zhao")
    sent = {"step": "look-back", "input.days": "3", "reason": "企业补查", "csrf": token(client)}
    answer = client.post(f"/cases/{NO}/preview/extend-deadline", data=sent)

    assert answer.status_code == 200
    assert "11-12 周四" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"login": "host"}, {"login": "a/b c"}, {"name": " "}, {"site": ""}, {"email": "not an address"}]
)
def test_an_account_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, str]) -> None:
    client = desk("bao")
    page = client.get("/people").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "login": "wu", "name": "吴", "role": "coordinator", "site": "RZ", "email": ""} | wrong

    assert client.post("/people", data=sent).status_code == 422
