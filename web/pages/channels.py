"""One's own channels: where each reaches one, a test message, on again after a failure, and which kinds go over which."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from config import reach
from config.i18n import speaking
from models.vocabulary import ADDRESSED
from notifications.addresses import address
from store import addresses
from web.access import Asking, Form, Parts, text

router = APIRouter()
PAGE = "/account#channels"


@router.post("/account/addresses")
def put(app: Parts, who: Asking, sent: Form) -> Response:
    """Another address for one channel; switched on whatever was before."""
    over = reach.channel_named(text(sent, "channel"))
    found = address(over, text(sent, "address"), text(sent, "secret"))
    with app.database.writing() as tx:
        addresses.put(tx, who.person.login, found)
    return RedirectResponse(PAGE, 303)


@router.post("/account/addresses/{channel}/remove")
def remove(channel: str, app: Parts, who: Asking, sent: Form) -> Response:
    """The channel reaches one no more."""
    with app.database.writing() as tx:
        addresses.remove(tx, who.person.login, reach.channel_named(channel))
    return RedirectResponse(PAGE, 303)


@router.post("/account/addresses/{channel}/on")
def switch_on(channel: str, app: Parts, who: Asking, sent: Form) -> Response:
    """On again after it failed."""
    with app.database.writing() as tx:
        addresses.switch_on(tx, who.person.login, reach.channel_named(channel))
    return RedirectResponse(PAGE, 303)


@router.post("/account/addresses/{channel}/test")
def test(channel: str, app: Parts, who: Asking, sent: Form) -> Response:
    """A test message, in one's language; why it did not go, if it did not."""
    over = reach.channel_named(channel)
    with speaking(who.person.language):
        reach.test(app, who.person.login, over)
    return RedirectResponse(f"/account?tested={over}#channels", 303)


@router.post("/account/choices")
def choose(app: Parts, who: Asking, sent: Form) -> Response:
    """The kinds that are ticked, over the channels they are ticked for; what is mandatory stays."""
    with app.database.writing() as tx:
        offered = [one.key for one in reach.kinds(tx) if not one.mandatory]
        wanted = set(sent.getlist("wanted"))
        there = [channel for channel in ADDRESSED if channel in addresses.of_person(tx, who.person.login)]
        declined = [(kind, over) for kind in offered for over in there if f"{kind}={over}" not in wanted]
        reach.decline(tx, who.person, declined)
    return RedirectResponse(PAGE, 303)
