"""Accounts: who manages whose, and what switching one off does."""

import pytest

from models.vocabulary import Role
from store import people
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
