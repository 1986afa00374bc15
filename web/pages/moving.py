"""换规台: what moving every running case would come to, each with its slip; those chosen moved, and taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from cases.moving.slip import Verdict
from config.moving import date_title
from config.wiring import App
from jobs import bulk, move_cases
from jobs.move_cases import FORTH, Row, Shift, counted
from models.casefile import CaseFile
from models.definitions import MappingDefinition, ProcessDefinition, RegimeDefinition, Text
from models.moments import local_date
from models.people import NOWHERE, Person
from models.refusals import Missing, Reason
from store import cases, definitions, people
from web.access import Asking, Form, Parts, Visitor, text
from web.forms import seen_versions
from web.paper import render

router = APIRouter()
PAGE = "/moving"
REGIME, PROCESS = "regime", "process"


@dataclass(frozen=True, slots=True)
class Target:
    """One place cases can be moved to, as the page's address writes it: ``regime:CN-282``, ``process:aeo-advanced``."""

    value: str
    title: Text
    version: str = ""

    @property
    def kind(self) -> str:
        """Whether it is a regime or a version of a process."""
        return self.value.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk with everything on it: the cases it concerns, how many there are of each verdict, and what can be taken back."""

    targets: tuple[Target, ...]
    chosen: str
    rows: tuple[Row, ...]
    moved: tuple[CaseFile, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """Of each verdict."""
        return counted(self.rows)

    @property
    def concerned(self) -> tuple[Row, ...]:
        """Those that would move, or cannot: what needs a person first."""
        order = (Verdict.NEEDS_DECISION, Verdict.IMPOSSIBLE, Verdict.BY_ITSELF)
        return tuple(row for verdict in order for row in self.rows if row.verdict is verdict)

    @property
    def others(self) -> tuple[Row, ...]:
        """Those that stay."""
        return tuple(row for row in self.rows if row.verdict is Verdict.UNAFFECTED)


@router.get(PAGE)
def page(request: Request, app: Parts, who: Asking, target: str = "") -> HTMLResponse:
    """Every running case with its verdict."""
    _require_mover(who.person)
    with app.database.reading() as tx:
        desk = _desk(tx, _shift(app, who, target), target)
    return render(request, "moving.html", who, desk=desk)


@router.get(PAGE + "/{no}")
def slip(request: Request, no: str, app: Parts, who: Asking, target: str = "") -> HTMLResponse:
    """The slip of one case."""
    _require_mover(who.person)
    with app.database.reading() as tx:
        (row,) = move_cases.survey(tx, _shift(app, who, target), [no])
        names = people.names(tx)
    return render(
        request, "moving_slip.html", who, row=row, slip=row.slip, date_title=date_title, target=target, names=names
    )


@router.post(PAGE + "/look")
def look(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """What moving those ticked would come to, all together; nothing is done."""
    _require_mover(who.person)
    target = text(sent, "target")
    with app.database.reading() as tx:
        rows = move_cases.survey(
            tx, _shift(app, who, target), [*seen_versions(sent, "seen"), *seen_versions(sent, "decided")]
        )
    return render(request, "moving_look.html", who, rows=rows, target=target, reason=text(sent, "reason").strip())


@router.post(PAGE + "/do")
def do(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """Move those ticked, each as it was seen."""
    _require_mover(who.person)
    decided = seen_versions(sent, "decided")
    seen = seen_versions(sent, "seen") | decided
    shift = _shift(app, who, text(sent, "target"), text(sent, "reason").strip())
    rows = move_cases.move_cases(app.database, shift, seen, decided)
    return _result(request, who, rows, back=False)


@router.post(PAGE + "/back")
def back(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """Take the moves of those ticked back."""
    _require_mover(who.person)
    numbers = [one for one in sent.getlist("no") if isinstance(one, str)]
    shift = _shift(app, who, "", text(sent, "reason").strip())
    return _result(request, who, move_cases.take_back(app.database, shift, numbers), back=True)


def _result(request: Request, who: Visitor, rows: list[bulk.Row], *, back: bool) -> HTMLResponse:
    good, against = [row for row in rows if row.good], [row for row in rows if not row.good]
    return render(request, "moving_done.html", who, good=good, against=against, back=back)


def _desk(tx: Connection, shift: Shift, chosen: str) -> Desk:
    numbers = move_cases.running(tx, shift)
    today = local_date(shift.now, shift.zone)
    rows = tuple(move_cases.survey(tx, shift, numbers)) if chosen else ()
    casefiles = [row.casefile for row in rows] or [cases.load(tx, no) for no in numbers]
    moved = tuple(one for one in casefiles if one.last_move and today <= one.last_move.back_until)
    return Desk(tuple(_targets(tx)), chosen, rows, moved)


def _targets(tx: Connection) -> Iterator[Target]:
    """The regimes that a mapping leads to, then every process in force."""
    known = {key: cast(RegimeDefinition, one) for key, one in definitions.in_force(tx, "regime").items()}
    leads_to = {cast(MappingDefinition, one).to for one in definitions.in_force(tx, "mapping").values()}
    yield from (Target(f"{REGIME}:{key}", known[key].title) for key in sorted(leads_to) if key in known)
    for key, digest in sorted(definitions.hashes_in_force(tx, "process").items()):
        process = cast(ProcessDefinition, definitions.get(tx, "process", digest))
        yield Target(f"{PROCESS}:{key}", process.title, digest[:8])


def _shift(app: App, who: Visitor, target: str, reason: str = "") -> Shift:
    kind, _, where = target.partition(":")
    return Shift(
        actor=who.person,
        now=app.now(),
        zone=app.zone,
        to=where if kind == PROCESS else "",
        regime=where if kind == REGIME else "",
        reason=reason,
    )


def _require_mover(person: Person) -> None:
    """Raises Missing for whoever moves no case."""
    if rights.sites(person, FORTH) == NOWHERE:
        raise Missing(Reason("page_missing"))
