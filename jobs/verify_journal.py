"""Verifying (核验): the journals' chains hold, and every case's rows say what its journal tells."""

from sqlalchemy import Connection

from cases.fold import replay
from store import cases, definitions, journal
from store.anchors import Anchors
from store.journal import Break, Verdict


def verify_journal(tx: Connection, no: str | None = None, *, anchors: Anchors | None = None) -> Verdict:
    """Check one case or all; a case whose chain holds is told again from its journal and held against its rows. Raises Missing.

    With ``anchors`` what was noted outside the database is looked for in it too.
    """
    chains = journal.verify(tx, no)
    broken = {one.case for one in chains.broken}
    whole = [one for one in ([no] if no else cases.numbers(tx)) if one not in broken]
    against_rows = (one for number in whole for one in _against_rows(tx, number))
    lost = [one for one in anchors.verify(tx) if no in (None, one.case)] if anchors else []
    return Verdict(chains.cases, (*chains.broken, *against_rows, *lost))


def _against_rows(tx: Connection, no: str) -> list[Break]:
    told = replay(journal.records(tx, no), lambda kind, content: definitions.get(tx, kind, content))
    wrong = cases.differences(tx, told)
    return [Break(no, told.version, f"rows: {', '.join(wrong)}")] if wrong else []
