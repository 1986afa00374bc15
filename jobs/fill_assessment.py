"""Filling an assessment in (填写评估): what can be kept is kept, of the rest every reason is told; none is lost with another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.perform import Errand, carry_out
from cases.assessing.review import Review, review
from cases.rights import require_sight
from documents import clause_sheet
from documents.clause_sheet import Rejected
from models.people import Person
from models.refusals import Reason, Refused
from store import cases, sheets
from store.database import Database

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """How many answers were kept; why the others were not, ``where`` naming the clause."""

    kept: int
    refused: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of a sheet: answers kept, rows rejected."""

    kept: int
    rejected: tuple[Rejected, ...]


def fill(
    database: Database, no: str, key: str, answers: Answers, *, actor: Person, now: datetime, zone: ZoneInfo
) -> Filled:
    """Answer the clauses. Raises Refused where the reason is not one of the answers, as when the assessment is closed."""
    inputs = {"assessment": key, "answers": dict(answers)}
    errand = Errand(act="answer-clauses", no=no, actor=actor, now=now, zone=zone, inputs=inputs)
    with database.writing() as tx:
        try:
            carry_out(tx, errand)
        except Refused as refused:
            wrong = {reason.where for reason in refused.reasons}
            if not wrong <= set(answers):
                raise
            rest = {clause: one for clause, one in answers.items() if clause not in wrong}
            if rest:
                carry_out(tx, replace(errand, inputs={"assessment": key, "answers": rest}))
            return Filled(len(rest), refused.reasons)
    return Filled(len(answers))


def fill_from_sheet(
    database: Database, no: str, key: str, content: bytes, *, name: str, actor: Person, now: datetime, zone: ZoneInfo
) -> SheetReport:
    """Take a spreadsheet in. Raises Invalid when it cannot be read as a whole, Refused when nothing may be answered."""
    with database.reading() as tx:
        casefile = sheets.with_sheets(tx, cases.load(tx, no))
        require_sight(actor, casefile)
        found: Review = review(casefile, sheets.shelf(tx, casefile), key)
    read = clause_sheet.read(content, no, found, name=name)
    filled = fill(database, no, key, read.answers, actor=actor, now=now, zone=zone) if read.answers else Filled(0)
    title = clause_sheet.COLUMNS[4].titles[0]
    late = [
        Rejected(read.rows[one.where], title, replace(one, where=str(read.rows[one.where]))) for one in filled.refused
    ]
    return SheetReport(filled.kept, tuple(sorted((*read.rejected, *late), key=lambda one: one.row)))
