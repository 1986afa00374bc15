"""Rendering pages: one environment, the visitor's language, the words of the vocabulary, the menu of what exists."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from cases import contacts, rights
from config import assessments, effects, ladders, parties, standards, whose_time, words
from config.i18n import _, n_, speaking
from config.reasons import sentence, sentences
from models.moments import local_date
from notifications.wording import desk_path
from store import definitions, instance, runs, sites
from web import flash
from web.access import Visitor, here, parts
from web.again import NOTHING, Again
from web.menu import menu


@cache
def environment() -> Environment:
    """The templates; everything is escaped, nothing undefined is forgiven."""
    found = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_gettext_callables(_, n_, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    found.globals |= {
        "name": words.name,
        "words": words,
        "standards": standards,
        "ladders": ladders,
        "effects": effects,
        "assessment_title": assessments.title,
        "passed": assessments.passed,
        "by_rung": words.by_rung,
        "sentence": sentence,
        "sentences": sentences,
        "said": words.said,
        "holder_name": parties.holder,
        "shares_in_words": whose_time.in_words,
        "amount": amount,
        "weekday": weekday,
        "desk_path": desk_path,
        "masked_phone": contacts.masked_phone,
        "masked_email": contacts.masked_email,
    }
    return found


def render(
    request: Request,
    template: str,
    who: Visitor | None = None,
    status: int = 200,
    again: Again = NOTHING,
    **values: Any,
) -> HTMLResponse:
    """A page in the visitor's language, or in the one the cookie asks for; with a form that was refused if ``again`` is one."""
    app = parts(request)
    chosen = who.person.language if who else request.cookies.get("oneplan_language", app.settings.lang)
    just_said = flash.said(request)
    with speaking(chosen), parties.known(_parties(request, who)):
        around = {
            "who": who,
            "again": again,
            "path": request.url.path,
            "here": here(request),
            "narrowed": _narrowed(request),
            "just_said": just_said,
            "to_undo": flash.to_undo(just_said),
            "today": local_date(app.now(), app.zone),
            "lang": chosen,
            "clock": lambda moment: moment.astimezone(app.zone) if isinstance(moment, datetime) else moment,
            "sought": "",
            **_around(request, who),
        }
        text = environment().get_template(template).render(around | values)
    response = HTMLResponse(text, again.status if again.form else status)
    if just_said:
        response.delete_cookie(flash.COOKIE, path="/")
    return response


def _narrowed(request: Request) -> str:
    """What the address narrows a list to, wherever in the list one is."""
    return urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "cursor"])


def amount(number: Decimal | None) -> str:
    """A number without the zeros nobody typed."""
    return f"{number.normalize():f}" if number is not None else ""


def weekday(day: date) -> str:
    """The day of the week, short."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[day.weekday()]


def _parties(request: Request, who: Visitor | None) -> parties.Parties:
    """What those who can have the ball are called; nobody who is not signed in asks."""
    if who is None:
        return {}
    with parts(request).database.reading() as tx:
        return definitions.parties(tx)


def _around(request: Request, who: Visitor | None) -> dict[str, Any]:
    """What stands on every page: the menu with what is new, where one is, when the clock last swept, and what stands still."""
    if who is None:
        return {"menu": (), "stopped": "", "swept": None, "missed": 0, "place": "", "searches": False}
    app, person = parts(request), who.person
    with app.database.reading() as tx:
        home, swept = instance.get(tx), runs.last_good(tx, "sweep")
        return {
            "menu": menu(tx, person, local_date(app.now(), app.zone)),
            "stopped": home.held_because if home and home.held else "",
            "swept": swept,
            "missed": runs.missed_sweeps(swept, app.now()),
            "place": sites.get(tx, person.site).name if person.site else "",
            "searches": rights.reads(person),
        }
