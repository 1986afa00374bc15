"""先看影响: what an act would move, before it is saved; the inputs go on to the saving."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from config.i18n import speaking
from config.reader import Reader
from config.ripples import is_still
from store import people
from web.access import Asking, Form, Parts, text
from web.again import shown_again
from web.forms import plain_inputs, seen_version
from web.pages.case import form_of, with_form
from web.paper import render

router = APIRouter()


@router.post("/cases/{no}/preview/{act}")
@shown_again(with_form, form_of)
def page(request: Request, no: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Dates, steps, holders, places and reminders as they would be. Refuses whatever saving would refuse."""
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        document = reader.ripple(
            no,
            act,
            step=text(sent, "step"),
            inputs=plain_inputs(sent),
            reason=text(sent, "reason"),
            version=seen_version(sent),
        )
        enterprise = reader.case(no)["enterprise"]["name"]
        names = people.names(tx)
    return render(
        request,
        "ripple.html",
        who,
        ripple=document,
        still=is_still(document),
        enterprise=enterprise,
        names=names,
        step=text(sent, "step"),
        sent=[(name, value) for name, value in sent.multi_items() if isinstance(value, str) and name != "csrf"],
    )
