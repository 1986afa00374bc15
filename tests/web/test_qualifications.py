"""The register of qualifications: who keeps it, what it takes and what it refuses."""

from store import qualifications
from store.database import Database
from tests.web.conftest import Desk
from tests.web.test_desk import token

ENTRY = {"holder": "lin", "kind": "enterprise_certification", "no": "HG-1", "site": "RZ", "from": "2026-01-01"}


def test_an_entry_is_recorded_shown_and_withdrawn(desk: Desk, office: Database) -> None:
    ada = desk("ada")
    page = ada.post("/qualifications", data={"csrf": token(ada), **ENTRY, "until": "2027-12-31"}).text
    assert "林晓岚" in page
    assert "HG-1" in page
    with office.reading() as tx:
        (one,) = qualifications.at_site(tx, "RZ")
    gone = {"csrf": token(ada), "on": "2026-11-16", "reason": "考核未通过"}

    assert "2026-11-16 起注销" in ada.post(f"/qualifications/{one.id}/withdraw", data=gone).text


def test_what_is_wrong_with_an_entry_stands_beside_its_fields(desk: Desk) -> None:
    ada = desk("ada")
    page = ada.post("/qualifications", data={"csrf": token(ada), **ENTRY, "no": " ", "until": "2025-12-31"}).text

    assert "写明证号" in page
    assert "不成一段日子" in page


def test_a_withdrawal_without_a_reason_is_refused(desk: Desk, office: Database) -> None:
    ada = desk("ada")
    ada.post("/qualifications", data={"csrf": token(ada), **ENTRY, "until": "2027-12-31"})
    with office.reading() as tx:
        (one,) = qualifications.at_site(tx, "RZ")
    ada.post(f"/qualifications/{one.id}/withdraw", data={"csrf": token(ada), "on": "2026-11-17", "reason": ""})

    with office.reading() as tx:
        assert qualifications.get(tx, one.id).withdrawn_on is None


def test_the_register_of_another_site_is_nobodys_to_keep(desk: Desk, office: Database) -> None:
    ada = desk("ada")
    ada.post("/qualifications", data={"csrf": token(ada), **ENTRY, "site": "QD", "until": "2027-12-31"})

    with office.reading() as tx:
        assert qualifications.at_site(tx, "QD") == ()


def test_who_keeps_no_register_finds_no_page(desk: Desk) -> None:
    assert desk("lin").get("/qualifications").status_code == 404
