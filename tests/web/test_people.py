"""Accounts: who manages whose, and what switching one off does."""

import re

import pytest

from models.vocabulary import Role
from store import people, sites
from store.database import Database
from tests.web.conftest import Desk
from tests.web.test_desk import token


def test_an_administrator_sees_the_people_of_their_site_alone(desk: Desk) -> None:
    page = desk("ada").get("/people").text

    assert "林晓岚" in page
    assert "邱宁" not in page


def test_an_administrator_of_no_site_sees_everybody(desk: Desk) -> None:
    assert "邱宁" in desk("bao").get("/people").text


@pytest.mark.parametrize("path", ["/people/qiu", "/people/qiu/link", "/people/qiu/off", "/people/bao/link"])
def test_an_account_of_another_site_is_nobodys_to_touch(desk: Desk, path: str) -> None:
    client = desk("ada")

    assert client.post(path, data={"csrf": token(client), "name": "x"}).status_code == 404


@pytest.mark.parametrize("site", ["QD", ""])
def test_nobody_is_added_to_another_site(desk: Desk, site: str) -> None:
    client = desk("ada")
    sent = {"csrf": token(client), "login": "wu", "name": "吴", "role": "administrator", "site": site}

    assert client.post("/people", data=sent).status_code == 409


def test_an_office_without_a_site_is_told_how_to_make_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "listing", lambda *of: [])

    assert "oneplan site add" in desk("bao").get("/people").text


def test_who_belongs_to_no_site_but_should_is_told_so_without_options_of_a_terminal(desk: Desk) -> None:
    client = desk("bao")
    sent = {"csrf": token(client), "login": "wu", "name": "吴", "role": "coordinator", "site": ""}
    shown = client.post("/people", data=sent).text

    assert "企业协调员要属于一个示范点" in shown
    assert "--site" not in shown


def test_who_is_switched_off_is_signed_out(desk: Desk) -> None:
    lin, ada = desk("lin"), desk("ada")
    ada.post("/people/lin/off", data={"csrf": token(ada)})

    assert lin.get("/", follow_redirects=False).headers["location"] == "/sign-in"


def test_who_is_switched_on_again_may_come_back(desk: Desk) -> None:
    ada = desk("ada")
    ada.post("/people/lin/off", data={"csrf": token(ada)})
    ada.post("/people/lin/on", data={"csrf": token(ada)})

    assert desk("lin").get("/").status_code == 200


def test_nobody_switches_themselves_off(desk: Desk) -> None:
    ada = desk("ada")

    assert ada.post("/people/ada/off", data={"csrf": token(ada)}).status_code == 409


def test_another_address_is_written_down(desk: Desk, office: Database) -> None:
    ada = desk("ada")
    ada.post(
        "/people/lin", data={"csrf": token(ada), "name": "林晓岚", "supervisor": "zhao", "email": "new@example.com"}
    )
    with office.reading() as tx:
        changed = people.get(tx, "lin")

    assert (changed.email, changed.supervisor, changed.role) == ("new@example.com", "zhao", Role.COORDINATOR)


NEW = {"login": "wu", "name": "吴敏", "role": "liaison", "site": "RZ", "supervisor": "zhao", "email": "wu@example.com"}


def test_a_refused_account_is_the_form_again_with_the_reason_beside_its_field(desk: Desk) -> None:
    client = desk("ada")
    answer = client.post("/people", data=NEW | {"csrf": token(client), "login": "Wu Min"})

    assert answer.status_code == 422
    assert 'value="吴敏"' in answer.text
    assert '<option value="liaison" selected>' in answer.text
    assert re.search(r'id="p-login"[^>]*aria-invalid="true".*?登录名 Wu Min 不能用', answer.text, re.DOTALL)


def test_a_login_taken_is_told_beside_it(desk: Desk) -> None:
    client = desk("ada")
    answer = client.post("/people", data=NEW | {"csrf": token(client), "login": "lin"})

    assert (answer.status_code, "p-login-why-1" in answer.text) == (409, True)


def test_a_refused_change_is_the_form_again(desk: Desk) -> None:
    client = desk("ada")
    sent = {"csrf": token(client), "name": "赵启明", "supervisor": "lin", "email": "zhao@example.com"}
    answer = client.post("/people/zhao", data=sent)

    assert answer.status_code == 409
    assert '<option value="lin" selected>' in answer.text
    assert "p-sup-why-1" in answer.text


def test_roles_for_which_there_is_nothing_are_not_offered(desk: Desk) -> None:
    offered = re.findall(r'<option value="(\w+)"', desk("ada").get("/people").text.split('id="p-role"')[1])

    assert {"coordinator", "secretary", "department"} <= set(offered)
    assert not {"enterprise", "host"} & set(offered)


def test_who_is_of_a_department_says_which(desk: Desk) -> None:
    page = desk("ada").get("/people").text

    assert "代表的部门" in page
    assert '<option value="tax"' in page
