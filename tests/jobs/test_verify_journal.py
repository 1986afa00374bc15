"""A case whose rows somebody changed past the program is noticed."""

import pytest
from sqlalchemy import text

from jobs.verify_journal import verify_journal
from store.database import Database


def test_untouched_cases_are_as_their_journals_tell(office: Database) -> None:
    with office.reading() as tx:
        assert verify_journal(tx).ok


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("""update "case" set stage = 'onsite'""", "stage"),
        ("""update "case" set coordinator = 'zhao'""", "coordinator"),
        ("update step set due_on = '2027-01-01' where key = 'intent'", "intent.due_on"),
        ("delete from step where key = 'intent'", "intent.key"),
    ],
)
def test_a_changed_row_is_named(office: Database, statement: str, where: str) -> None:
    with office.writing() as tx:
        tx.execute(text(statement))

        (found,) = verify_journal(tx).broken
    assert (found.case, found.seq) == ("RZ-2026-0001", 1)
    assert where in found.why.removeprefix("rows: ").split(", ")
