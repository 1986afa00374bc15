"""Evidence that runs out, through sweep and delivery: its owner hears of it by name, once, and of a newer one nobody hears."""

from store.database import Database
from store.files import StoredFile, remember
from tests.jobs.test_consequences import do
from tests.jobs.test_nagging import Postman, at, send, swept

OLD, NEW = "a" * 64, "b" * 64


def attach(office: Database, moment: str, digest: str, **more: str) -> None:
    """Lin attaches a file to the case."""
    with office.writing() as tx:
        remember(tx, StoredFile(digest, 1, "application/pdf"), "lin", at(moment))
    do(office, "attach-evidence", moment, by="lin", sha256=digest, name="查询.pdf", kind="credit_record", **more)


def told(office: Database, moment: str) -> list[str]:
    """The lines about evidence in what is sent then."""
    postman = Postman()
    swept(office, moment)
    send(office, moment.replace("T08:00", "T08:40"), postman)
    return [line for one in postman.carried for line in one.letter.text.splitlines() if "有效期" in line]


def test_who_sees_to_it_hears_ahead_and_on_the_last_day_by_the_papers_name(office: Database) -> None:
    attach(office, "2026-11-05T09:00", OLD, valid_until="2026-11-18")

    assert ["信用查询记录" in line for line in told(office, "2026-11-06T08:00")] == [True]
    assert told(office, "2026-11-09T08:00") == []
    assert ["2026-11-18" in line for line in told(office, "2026-11-18T08:00")] == [True]


def test_of_what_was_replaced_nobody_hears(office: Database) -> None:
    attach(office, "2026-11-05T09:00", OLD, valid_until="2026-11-18")
    attach(office, "2026-11-05T10:00", NEW, valid_until="2099-12-31", replaces=OLD)

    assert told(office, "2026-11-18T08:00") == []
