"""办理动态: what others did on one's cases since one was last here, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from cases.naming import of_key
from config import contract, words
from config.i18n import speaking
from models.people import CLOCK, Person
from store import doings, people, visits
from store.doings import Doing
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()
BESIDE = 4  # stand beside the list of one's work, all of them on a page of their own


@dataclass(frozen=True, slots=True)
class Told:
    """One act: when, by whom, what, on which step (empty: the case) of whose case, and why."""

    at: datetime
    who: str
    act: str
    step: str
    enterprise: str
    reason: str
    no: str
    version: int
    anchor: str


@dataclass(frozen=True, slots=True)
class News:
    """How many acts there were since the last visit ended, and the newest of them."""

    since: datetime | None = None
    count: int = 0
    told: Sequence[Told] = ()


@router.get("/since")
def page(request: Request, app: Parts, who: Asking, cursor: str = "") -> HTMLResponse:
    """All of it, the newest first."""
    me, scope = who.person, rights.readable(who.person)
    with app.database.reading() as tx, speaking(me.language):
        since = visits.last(tx, me.login)
        found = doings.of_others(tx, scope, me.login, since, cursor=cursor or None) if since else None
        told = in_words(tx, found.items, people.names(tx)) if found else []
    return render(request, "since.html", who, since=since, told=told, following=found.next if found else None)


def news(tx: Connection, person: Person, names: Mapping[str, str]) -> News:
    """What is new to ``person``; nothing during their first visit."""
    since, scope = visits.last(tx, person.login), rights.readable(person)
    if since is None:
        return News()
    newest = doings.of_others(tx, scope, person.login, since, limit=BESIDE).items
    return News(since, doings.count_of_others(tx, scope, person.login, since), in_words(tx, newest, names))


def in_words(tx: Connection, found: Collection[Doing], names: Mapping[str, str]) -> list[Told]:
    """Each act in the words of the pinned process, and in those people gave to steps of their own."""
    added = doings.titles(tx, found)
    return [
        Told(
            at=one.record.at,
            who=names.get(one.record.actor) or words.name(words.ROLES, one.record.actor),
            act=one.record.act,
            step=_title(tx, one, added),
            enterprise=one.enterprise,
            reason=_reason(tx, one),
            no=one.no,
            version=one.version,
            anchor=f"/cases/{one.no}" + (f"#{one.step}" if one.step else ""),
        )
        for one in found
    ]


def _title(tx: Connection, one: Doing, added: Mapping[tuple[str, str], str]) -> str:
    if not one.step:
        return ""
    return added.get((one.no, one.step)) or contract.step_title(tx, one.process_hash, of_key(one.step))


def _reason(tx: Connection, one: Doing) -> str:
    if one.record.actor != CLOCK.login:
        return one.record.reason
    return words.by_rung(one.record.reason, lambda key: contract.step_title(tx, one.process_hash, of_key(key)))
