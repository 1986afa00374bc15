"""外出与代理: who is away and who stands in; one's own, and for supervisors their site's."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from actions.end_absence import end_absence
from actions.record_absence import record_absence
from cases import rights, standing_in
from cases.rights import Scope
from config.wiring import App
from models.absences import Absence
from models.moments import local_date
from models.people import Person
from models.refusals import Missing, Reason
from store import absences, people
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.forms import read_day
from web.paper import render

router = APIRouter()


@router.get("/absences")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Absences that are not over, and the form for a new one."""
    return with_form(request, app, who, NOTHING)


def with_form(request: Request, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, with a form that was refused if ``again`` is one."""
    require_cases(who)
    with app.database.reading() as tx:
        colleagues = people.listing(tx, rights.readable(who.person).at(who.person.site))
        found = absences.listing(tx, rights.readable(who.person), local_date(app.now(), app.zone))
    known = {one.login: one for one in colleagues}
    return render(
        request,
        "absences.html",
        who,
        again=again,
        found=[(one, _may(who.person, known, one)) for one in found if concerns(who.person, one)],
        names={one.login: one.name for one in colleagues},
        people=[one for one in colleagues if not list(standing_in.rights_objections(one, who.person))],
        substitutes=[one for one in colleagues if rights.reads(one)],
    )


@router.post("/absences")
@shown_again(with_form, "absence")
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Record one."""
    require_cases(who)
    with app.database.writing() as tx:
        record_absence(
            tx,
            text(sent, "person") or who.person.login,
            first_on=read_day(text(sent, "from"), "from"),
            last_on=read_day(text(sent, "until"), "until"),
            substitute=text(sent, "substitute"),
            note=text(sent, "note"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return RedirectResponse("/absences", 303)


@router.post("/absences/{id}/end")
def end(id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """They are back, or do not go."""
    with app.database.writing() as tx:
        end_absence(tx, id, actor=who.person, now=app.now(), zone=app.zone)
    return RedirectResponse("/absences", 303)


def _may(person: Person, known: dict[str, Person], absence: Absence) -> bool:
    absent = known.get(absence.person)
    return absent is not None and not list(standing_in.rights_objections(absent, person))


def concerns(person: Person, absence: Absence) -> bool:
    """One's own, those one stands in for, and for supervisors all of the site."""
    everybody = rights.scope(person, rights.AWAY) in (Scope.SITE, Scope.ALL)
    return everybody or person.login in (absence.person, absence.substitute)


def require_cases(who: Visitor) -> None:
    """Whoever has no cases to see has nobody to stand in for. Raises Missing."""
    if rights.scope(who.person, rights.AWAY) is Scope.NONE:
        raise Missing(Reason("page_missing"))
