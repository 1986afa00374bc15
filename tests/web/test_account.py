"""One's own password."""

import pytest

from store import accounts
from store.database import Database
from tests.web.conftest import Desk
from web import passwords

OLD, NEW = "绿水青山-2026春", "晴天出海-2027夏"


@pytest.fixture(autouse=True)
def known_password(office: Database) -> None:
    with office.writing() as tx:
        accounts.set_password(tx, "lin", passwords.hashed(OLD, "lin"))


def change(desk: Desk, present: str, password: str) -> int:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "present": present, "password": password}
    return client.post("/account/password", data=sent, follow_redirects=False).status_code


def signs_in(desk: Desk, password: str) -> bool:
    sent = {"login": "lin", "password": password}
    return desk("").post("/sign-in", data=sent, follow_redirects=False).status_code == 303


def test_who_knows_the_present_password_may_set_another(desk: Desk) -> None:
    assert change(desk, OLD, NEW) == 303
    assert (signs_in(desk, OLD), signs_in(desk, NEW)) == (False, True)


def test_ones_site_is_called_by_its_name(desk: Desk) -> None:
    shown = desk("lin").get("/account").text.split("<main")[1]

    assert "日照示范点" in shown
    assert "· RZ" not in shown


def test_who_does_not_know_it_may_not(desk: Desk) -> None:
    assert change(desk, "wrong-password", NEW) == 409
    assert signs_in(desk, OLD)


@pytest.mark.parametrize("password", ["short", "my-name-is-lin-2026"])
def test_a_password_that_is_none_is_refused(desk: Desk, password: str) -> None:
    assert change(desk, OLD, password) == 422


def test_sessions_elsewhere_end(desk: Desk) -> None:
    elsewhere = desk("lin")

    change(desk, OLD, NEW)

    assert elsewhere.get("/", follow_redirects=False).headers["location"] == "/sign-in"
