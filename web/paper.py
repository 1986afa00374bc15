"""Rendering pages: one environment, the visitor's language, the words of the vocabulary, the menu of what exists."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from cases.rights import AWAY, READING, Scope, scope
from config import whose_time, words
from config.i18n import _, language, n_, speaking
from config.reasons import sentence, sentences
from models.definitions import Text
from models.moments import local_date
from models.people import Person
from models.vocabulary import Role
from notifications.wording import desk_path
from store import inbox, instance
from web.access import Visitor, parts


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
        "by_rung": words.by_rung,
        "sentence": sentence,
        "sentences": sentences,
        "said": said,
        "shares_in_words": whose_time.in_words,
        "amount": amount,
        "weekday": weekday,
        "desk_path": desk_path,
    }
    return found


def render(
    request: Request, template: str, who: Visitor | None = None, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the visitor's language, or in the one the cookie asks for."""
    app = parts(request)
    chosen = who.person.language if who else request.cookies.get("oneplan_language", app.settings.lang)
    with speaking(chosen):
        text = (
            environment()
            .get_template(template)
            .render(
                who=who,
                menu=menu(who.person) if who else (),
                path=request.url.path,
                **_news(request, who),
                today=local_date(app.now(), app.zone),
                lang=chosen,
                clock=lambda moment: moment.astimezone(app.zone) if isinstance(moment, datetime) else moment,
                **values,
            )
        )
    return HTMLResponse(text, status)


def menu(person: Person) -> tuple[tuple[str, str], ...]:
    """What this person may open, and nothing that does not exist."""
    away = (("/absences", _("代理")),) if scope(person, AWAY) is not Scope.NONE else ()
    reading = (
        ("/", _("我的工作")),
        ("/cases", _("案件")),
        ("/board", _("阶段看板")),
        ("/enterprises", _("企业")),
        ("/inbox", _("消息")),
        *away,
        ("/delivery", _("投递")),
    )
    if person.role is Role.ADMINISTRATOR:
        return (("/people", _("人员")), ("/delivery", _("投递")))
    return reading if READING[person.role] is not Scope.NONE else ()


def said(text: Text | None) -> str:
    """A rulebook text in the language in use."""
    return text.in_language(language()) if text else ""


def amount(number: Decimal | None) -> str:
    """A number without the zeros nobody typed."""
    return f"{number.normalize():f}" if number is not None else ""


def weekday(day: date) -> str:
    """The day of the week, short."""
    return (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))[day.weekday()]


def _news(request: Request, who: Visitor | None) -> dict[str, Any]:
    """What stands on every page: messages not read, and that delivery stands still."""
    if who is None:
        return {"unread": 0, "stopped": ""}
    with parts(request).database.reading() as tx:
        home = instance.get(tx)
        stopped = home.held_because if home and home.held else ""
        return {"unread": inbox.unread(tx, who.person.login), "stopped": stopped}
