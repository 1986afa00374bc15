"""一企一策方案: the plan of a case by stage, every item with why it is there; its revisions, what changed, who decides on it."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from actions import perform
from actions.surroundings import surroundings
from cases import rights
from cases.assessing.gaps import gaps
from cases.planning.drafting import diagnoses
from cases.planning.items import keeper
from cases.transitions.correcting import DOERS
from config import plan as words_of_plan
from config import words
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from models.people import CLOCK
from models.plan import Why
from store import people
from web.access import Asking, Parts, Visitor
from web.again import NOTHING, Again
from web.looks import LOOKING
from web.pages import plan_view
from web.pages.act_forms import ActForms
from web.pages.case_tabs import Tab, address
from web.paper import render

router = APIRouter(dependencies=[LOOKING])
NEW = 3  # rows for items to be added


@router.get("/cases/{no}/plan")
def page(
    request: Request, no: str, app: Parts, who: Asking, revision: int | None = None, since: int | None = None
) -> HTMLResponse:
    """The plan as it stands or as a revision had it, and what changed since another one, otherwise since the last approval."""
    return _page(request, no, app, who, revision, since)


def with_form(request: Request, no: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The page again, with a form that was refused."""
    return _page(request, no, app, who, again=again)


def _page(
    request: Request,
    no: str,
    app: App,
    who: Visitor,
    revision: int | None = None,
    since: int | None = None,
    again: Again = NOTHING,
) -> HTMLResponse:
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        history = reader.plan_history(no)
        casefile, calendar = history.casefile, reader.calendar(history.casefile.site)
        items = history.items(revision, calendar, reader.today)
        first = history.since(revision) if since is None else since
        options = perform.options(tx, no, actor=who.person, now=app.now(), zone=app.zone)
        offered = {one.act: one for one in options if not one.step}
        occasion = surroundings(tx, casefile.site, who.person, app.now(), zone=app.zone).occasion
        forms = ActForms(casefile, people.listing(tx, rights.readable(who.person)), occasion)
        drafts = offered["draft-plan"].allowed and revision is None
        assessed, shelf = reader.assessed(no)
        head = diagnoses(casefile)[-1] if diagnoses(casefile) else None
        lost = [one.clause.key for one in gaps(assessed, shelf, head)] if head else []
        names = people.names(tx)
        names[CLOCK.login] = words.name(words.ROLES, CLOCK.role)  # a round that begins again amends the plan by itself
        values: dict[str, Any] = {
            "groups": plan_view.groups(casefile, items),
            "changes": history.difference(first, revision),
            "proposals": reader.proposals(no) if drafts else [],
            "amendable": plan_view.amendable(casefile) if offered["amend-plan"].allowed and revision is None else (),
            "amends": offered["amend-plan"].allowed and revision is None,
            "decisions": plan_view.decisions(offered, forms),
            "seen_on": reader.today if revision is None else history.revision(revision).on,
            "lost": lost,
            "open_gaps": plan_view.open_gaps(items, lost),
        }
    return render(
        request,
        "plan.html",
        who,
        again=again,
        casefile=casefile,
        plan=words_of_plan,
        at=history.revision(revision) if revision is not None else casefile.revision,
        revision=revision,
        first=first,
        names=names,
        doers=DOERS,
        new=NEW,
        head=head,
        why=Why,
        keeper=keeper,
        findings_of=plan_view.findings_of,
        findings_at=address(no, Tab.FINDINGS),
        **values,
    )
