"""整批办理: one act for many cases, looked at before it is done; what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection
from starlette.datastructures import FormData

from cases import rights
from cases.transitions.assigning import FITTING
from config.wiring import App
from jobs.bulk import ACTS, MOST, MOVING, Bulk, Row, carry_out_all, try_out
from models.absences import Absence
from models.moments import local_date
from models.people import Person
from models.refusals import Invalid, Reason
from models.vocabulary import Role
from store import absences, caselist, people
from web.access import Asking, Form, Parts, Visitor, text
from web.forms import seen_versions
from web.pages.case_filters import filters_of
from web.paper import render

router = APIRouter()
MANY = tuple(
    act for act in ACTS if act not in MOVING
)  # what is moved is looked at case by case, at the desk of its own


@dataclass(frozen=True, slots=True)
class Load:
    """How many cases somebody coordinates now and would then, and when they will be away."""

    name: str
    now: int
    then: int
    away: Sequence[Absence]


def offered(person: Person) -> list[str]:
    """What this person may do to many cases at once."""
    return [act for act in MANY if rights.scope(person, act) not in (rights.Scope.NONE, rights.Scope.OWN)]


def takers(tx: Connection, person: Person) -> list[Person]:
    """Whom cases may be given to."""
    scope, fitting = rights.readable(person), FITTING[Role.COORDINATOR]
    found = (
        one for one in people.everybody(tx).values() if one.active and one.role in fitting and scope.covers(one.site)
    )
    return sorted(found, key=lambda one: one.name)


@router.post("/cases/bulk")
def look(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """What would become of each case, and of whoever gets them; nothing is done."""
    bulk = _bulk(app, who, sent)
    with app.database.reading() as tx:
        rows = try_out(tx, bulk, _chosen(tx, app, who, sent))
        load = _load(tx, app, bulk, rows)
    return _render(request, who, bulk, rows, load=load, done=False)


@router.post("/cases/bulk/do")
def do(request: Request, app: Parts, who: Asking, sent: Form) -> HTMLResponse:
    """Do it to those that could be; each stays as it is if somebody was there first."""
    bulk = _bulk(app, who, sent)
    done = carry_out_all(app.database, bulk, seen_versions(sent, "seen"))
    return _render(request, who, bulk, done, load=None, done=True)


def _render(
    request: Request, who: Visitor, bulk: Bulk, rows: Sequence[Row], *, load: Load | None, done: bool
) -> HTMLResponse:
    good = [row for row in rows if row.good]
    return render(
        request,
        "bulk.html",
        who,
        bulk=bulk,
        good=good,
        against=[row for row in rows if not row.good],
        load=load,
        done=done,
    )


def _bulk(app: App, who: Visitor, sent: FormData) -> Bulk:
    """What was asked for. Raises Invalid for an act that is not done here."""
    act = text(sent, "act")
    if act not in MANY:
        raise Invalid(Reason("bulk.no_such", {"act": act, "allowed": ", ".join(MANY)}, "act"))
    inputs = {"to": to} if (to := text(sent, "to")) and act == "assign" else {}
    reason = text(sent, "reason").strip()
    return Bulk(act=act, actor=who.person, now=app.now(), zone=app.zone, inputs=inputs, reason=reason)


def _chosen(tx: Connection, app: App, who: Visitor, sent: FormData) -> list[str]:
    """The cases ticked; or all that the list shows with its filters, on however many pages. Raises Invalid for too many."""
    if not text(sent, "all"):
        return [one for one in sent.getlist("no") if isinstance(one, str)]
    scope, today = rights.readable(who.person), local_date(app.now(), app.zone)
    wanted = filters_of(sent).wanted(tx, who.person, today)
    if (count := caselist.count(tx, scope, today, **wanted)) > MOST:
        raise Invalid(Reason("bulk.too_many", {"count": count, "most": MOST}, "all"))
    return [one.no for one in caselist.listing(tx, scope, today, limit=MOST, **wanted).items]


def _load(tx: Connection, app: App, bulk: Bulk, rows: Sequence[Row]) -> Load | None:
    taker = people.everybody(tx).get(str(bulk.inputs.get("to", "")))
    if taker is None or not rights.readable(bulk.actor).covers(taker.site):
        return None
    today = local_date(app.now(), app.zone)
    scope = rights.readable(bulk.actor)
    has = caselist.count(tx, scope, today, coordinator=taker.login, is_closed=False)
    away = absences.listing(tx, scope, today, login=taker.login)
    return Load(taker.name, has, has + sum(row.good for row in rows), away)
