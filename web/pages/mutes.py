"""静音: asked for on the case and the delivery page, lifted on both."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from actions.lift_mute import lift_mute
from actions.mute import mute
from web.access import Asking, Form, Parts, text
from web.pages.absences import day

router = APIRouter()


@router.post("/mutes")
def add(app: Parts, who: Asking, sent: Form) -> Response:
    """Say nothing of it up to a day."""
    no = text(sent, "no")
    with app.database.writing() as tx:
        mute(
            tx,
            no=no,
            step=text(sent, "step"),
            uscc=text(sent, "enterprise").strip(),
            site=text(sent, "site"),
            until=day(text(sent, "until"), "until"),
            reason=text(sent, "reason"),
            actor=who.person,
            now=app.now(),
            zone=app.zone,
        )
    return RedirectResponse(f"/cases/{no}" if no else "/delivery", 303)


@router.post("/mutes/{id}/lift")
def lift(id: int, app: Parts, who: Asking, sent: Form) -> Response:
    """Speak of it again."""
    with app.database.writing() as tx:
        lifted = lift_mute(tx, id, actor=who.person, now=app.now(), zone=app.zone)
    back = text(sent, "back") == "case" and lifted.cases
    return RedirectResponse(f"/cases/{lifted.name}" if back else "/delivery", 303)
