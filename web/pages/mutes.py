"""静音: asked for on the case and the delivery page, lifted on both."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from actions.lift_mute import lift_mute
from actions.mute import mute
from config.wiring import App
from web.access import Asking, Form, Id, Parts, Visitor, text
from web.again import Again, shown_again
from web.forms import read_day
from web.pages import case, delivery

router = APIRouter()


def with_form(request: Request, app: App, who: Visitor, sent: FormData, again: Again) -> Response:
    """The page the form stood on, with the form as it was sent."""
    no = text(sent, "no")
    return case.with_form(request, no, app, who, sent, again) if no else delivery.with_form(request, app, who, again)


@router.post("/mutes")
@shown_again(with_form, "mute")
def add(request: Request, app: Parts, who: Asking, sent: Form) -> Response:
    """Say nothing of it up to a day."""
    no = text(sent, "no")
    with app.database.writing() as tx:
        mute(
            tx,
            no=no,
            step=text(sent, "step"),
            uscc=text(sent, "enterprise").strip(),
            site=text(sent, "site"),
            until=read_day(text(sent, "until"), "until"),
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return RedirectResponse(f"/cases/{no}" if no else "/delivery", 303)


@router.post("/mutes/{id}/lift")
def lift(id: Id, app: Parts, who: Asking, sent: Form) -> Response:
    """Speak of it again."""
    with app.database.writing() as tx:
        lifted = lift_mute(tx, id, actor=who.person, now=app.now(), zone=app.zone)
    back = text(sent, "back") == "case" and lifted.cases
    return RedirectResponse(f"/cases/{lifted.name}" if back else "/delivery", 303)
