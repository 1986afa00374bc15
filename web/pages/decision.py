"""研判: everything a coordinator decides the present stage on, and the ways out of it, on one page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from actions import perform
from actions.surroundings import surroundings
from cases import rights
from cases.decision import decision
from cases.naming import step_title
from config import parties
from config.answers import in_words
from config.credit import of_enterprise
from config.i18n import language, speaking
from config.reader import Reader
from config.wiring import App
from models.acts import Option
from models.assessment import AGAINST_STANDARDS, AssessmentState
from models.casefile import CaseFile
from models.people import Person
from models.vocabulary import CaseStatus
from store import definitions, people
from web.access import Asking, Parts, Visitor
from web.again import NOTHING, Again
from web.looks import LOOKING
from web.pages.act_forms import ActForm, ActForms
from web.pages.radar import radar
from web.paper import render

router = APIRouter(dependencies=[LOOKING])
BACK = "decision"
ASKING = ("start-step", "ask-party", "record-answer", "attach-evidence", "complete-step")
"""What can be done about an opinion, in the order in which it usually is."""


@router.get("/cases/{no}/decision")
def page(request: Request, no: str, app: Parts, who: Asking) -> Response:
    """The decision on the present stage of the case; of a closed one there is none."""
    with app.database.reading() as tx:
        casefile = Reader(tx, who.person, app.now(), app.zone).casefile(no)
    if casefile.status is CaseStatus.CLOSED:
        return RedirectResponse(f"/cases/{no}", 303)
    return with_form(request, no, app, who, NOTHING)


def with_form(request: Request, no: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page, perhaps with a form that was refused."""
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        reader = Reader(tx, who.person, app.now(), app.zone)
        casefile = reader.casefile(no)
        values = _values(tx, app, who.person, reader, casefile)
    return render(request, "decision.html", who, again=again, casefile=casefile, in_words=in_words, **values)


def _values(tx: Connection, app: App, person: Person, reader: Reader, casefile: CaseFile) -> dict[str, Any]:
    occasion = surroundings(tx, casefile.site, person, app.now(), zone=app.zone, qualified=True).occasion
    offered = perform.options(tx, casefile.no, actor=person, now=app.now(), zone=app.zone)
    forms = ActForms(casefile, people.listing(tx, rights.readable(person)), occasion)
    window = reader.case(casefile.no)["window"]
    opens_on = window["opens_on"] if window else None
    found = decision(casefile, reader.records(casefile.no), occasion, opens_on)
    survey = reader.survey(casefile)
    return {
        "found": found,
        "stage": casefile.process.stages[casefile.stage].title,
        "titles": {
            key: step_title(casefile, key)[f"title_{language()}"] for key in _named(found.opinions, found.facts)
        },
        "window": window,
        "earliest": max((day for day in (opens_on, found.applies_on) if day), default=None),
        "credit": of_enterprise(tx, casefile.site, casefile.enterprise.uscc, occasion.calendar, occasion.today),
        "asking": _asking(offered, forms),
        "leaving": next((forms.of(one) for one in offered if one.act == "advance-stage" and one.allowed), None),
        "assessed": [
            one
            for one in casefile.assessments
            if one.kind in AGAINST_STANDARDS and one.state is not AssessmentState.DROPPED
        ],
        "survey": survey,
        "radar": radar(survey.profile, survey.earlier) if survey else None,
    }


def _named(*lists: Iterable[Any]) -> set[str]:
    return {one.step for found in lists for one in found}


def _asking(offered: Iterable[Option], forms: ActForms) -> dict[str, list[ActForm]]:
    """What this person can do about each step, by its key."""
    found = defaultdict(list)
    for one in sorted(
        (one for one in offered if one.step and one.act in ASKING), key=lambda one: ASKING.index(one.act)
    ):
        if one.allowed:
            found[one.step].append(replace(forms.of(one), back=BACK))
    return found
