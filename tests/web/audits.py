"""A case at the end of its mock audit, for the pages that show what was answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from actions.perform import perform
from actions.take_over import take_over
from models.people import HOST, Person
from store import enterprises, files, people
from store.database import Database
from store.enterprises import RosterRow
from store.files import StoredFile
from tests.builders_store import uscc
from tests.jobs.conftest import MONDAY, ZONE

FAILED = {"mock_verdict": "failed"}
PAPERS = ("score_sheet", "meeting_minutes")


def submitted(office: Database, now: datetime) -> str:
    """Lin submitted the verdict that an audit failed, and Zhao is to accept it; the number of the case."""
    with office.writing() as tx:
        no = _taken_over(tx)
        for key in ("mock-team", "mock-documents", "mock-walkthrough"):
            act(tx, no, "waive-step", key, HOST, now, reason="已在纸面办过")
        for place, kind in enumerate(PAPERS):
            digest = str(place) * 64
            files.remember(tx, StoredFile(digest, 3, "text/plain"), HOST.login, now)
            paper: dict[str, Any] = {"file": {"sha256": digest, "name": f"{kind}.txt"}, "kind": kind}
            act(tx, no, "attach-evidence", "mock-verdict", HOST, now, **paper)
        act(tx, no, "submit-step", "mock-verdict", people.get(tx, "lin"), now, **FAILED)
    return no


def sent_round(office: Database, now: datetime) -> str:
    """The same case, accepted and back in guidance."""
    no = submitted(office, now)
    with office.writing() as tx:
        zhao, lin = people.get(tx, "zhao"), people.get(tx, "lin")
        act(tx, no, "accept-step", "mock-verdict", zhao, now)
        act(tx, no, "complete-step", "mock-failures", lin, now, failed_areas="finance")
        act(tx, no, "advance-stage", "", lin, now, outcome="failed")
    return no


def act(
    tx: Connection, no: str, name: str, step: str, by: Person, now: datetime, reason: str = "", **inputs: Any
) -> None:
    """Do one act on the case."""
    perform(tx, name, no, actor=by, now=now, zone=ZONE, step=step, inputs=inputs, reason=reason)


def _taken_over(tx: Connection) -> str:
    enterprises.upsert(tx, "RZ", [RosterRow(uscc(3), "接管水产有限公司")], MONDAY)
    return take_over(
        tx,
        site="RZ",
        enterprise=uscc(3),
        process="aeo-advanced",
        stage="mock-audit",
        since=date(2026, 11, 2),
        coordinator="lin",
        actor=HOST,
        now=MONDAY,
        zone=ZONE,
    ).no
