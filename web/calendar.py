"""A person's due dates for their own calendar program, under an address with a key they can revoke."""

from collections.abc import Iterator
from datetime import timedelta

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from cases import rights
from config import contract, words
from config.i18n import _, speaking
from config.unsure import marked, of_tiers
from config.wiring import App
from documents.feed import Entry, feed
from models.engagements import Engagement
from models.moments import local_date
from models.people import Person
from models.refusals import Missing, Reason
from models.vocabulary import Tier
from store import accounts, engagements, people, worklist
from store.worklist import Wanted, WorkItem
from web.access import Parts

router = APIRouter()
MOST = 1000  # steps; the most urgent, no program of one's own shows more
BACK, AHEAD = timedelta(days=60), timedelta(days=366)


@router.get("/calendar/{key}.ics")
def calendar(key: str, app: Parts) -> Response:
    """The target and statutory dates of what the key's owner has to do or to follow, and the visits and events they go to."""
    with app.database.reading() as tx:
        login = accounts.calendar_owner(tx, key)
        if login is None:
            raise Missing(Reason("page_missing"))
        person = people.get(tx, login)
        with speaking(person.language):
            wanted = Wanted(today=local_date(app.now(), app.zone), logins=(login,))
            items = worklist.listing(tx, rights.readable(person), wanted, limit=MOST).items
            titles = {one.key: contract.item_title(tx, one) for one in items}
            entries = [entry for one in items for entry in _entries(one, titles[one.key], app.url)]
            entries += [_engagement(one, app) for one in _engagements(tx, person, app)]
            content = feed(_("一企一策 · {name}").format(name=person.name), entries, app.now())
    return Response(content, media_type="text/calendar; charset=utf-8")


def _entries(item: WorkItem, title: str, url: str) -> Iterator[Entry]:
    """A date that stands still is not one to keep; of a step some of whose clocks are stopped the earliest that runs is."""
    dates = {Tier.TARGET: item.due_on, Tier.STATUTORY: item.statutory_due_on}
    said_of = {Tier.TARGET: _("{step} · {enterprise}"), Tier.STATUTORY: _("法定期限：{step} · {enterprise}")}
    has_law = item.statutory_due_on is not None
    unsure = of_tiers(provisional=item.provisional, unconfirmed=item.unconfirmed, has_law=has_law)
    for tier, day in dates.items():
        if day and (item.paused_on is None or day == item.late_after):
            said = marked(said_of[tier].format(step=title, enterprise=item.enterprise), unsure[tier])
            yield Entry(f"{item.no}/{item.key}/{tier}", day, said, f"{url}/cases/{item.no}#{item.key}")


def _engagements(tx: Connection, person: Person, app: App) -> list[Engagement]:
    """The visits and events the person goes to, those called off apart, some time back and a year ahead."""
    now, scope = app.now(), rights.readable(person)
    found = engagements.between(tx, scope, now - BACK, now + AHEAD)
    return [one for one in found if one.counts and person.login in one.people]


def _engagement(one: Engagement, app: App) -> Entry:
    at = one.starts_at.astimezone(app.zone)
    said = f"{at:%H:%M} {words.name(words.ENGAGEMENTS, one.kind)} · {one.title}"
    return Entry(f"engagement/{one.id}", local_date(at, app.zone), said, f"{app.url}/engagements/{one.id}")
