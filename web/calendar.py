"""A person's due dates for their own calendar program, under an address with a key they can revoke."""

from collections.abc import Iterator

from fastapi import APIRouter, Response

from cases import rights
from config import contract
from config.i18n import _, speaking
from config.unsure import marked, of_tiers
from documents.feed import Entry, feed
from models.moments import local_date
from models.refusals import Missing, Reason
from models.vocabulary import Tier
from store import accounts, people, worklist
from store.worklist import Wanted, WorkItem
from web.access import Parts

router = APIRouter()
MOST = 1000  # steps; the most urgent, no program of one's own shows more


@router.get("/calendar/{key}.ics")
def calendar(key: str, app: Parts) -> Response:
    """The target and statutory dates of what the key's owner has to do or to follow."""
    with app.database.reading() as tx:
        login = accounts.calendar_owner(tx, key)
        if login is None:
            raise Missing(Reason("page_missing"))
        person = people.get(tx, login)
        with speaking(person.language):
            wanted = Wanted(today=local_date(app.now(), app.zone), logins=(login,))
            items = worklist.listing(tx, rights.readable(person), wanted, limit=MOST).items
            titles = {one.key: one.title or contract.step_title(tx, one.process_hash, one.of) for one in items}
            entries = [entry for one in items for entry in _entries(one, titles[one.key], app.url)]
            content = feed(_("一企一策 · {name}").format(name=person.name), entries, app.now())
    return Response(content, media_type="text/calendar; charset=utf-8")


def _entries(item: WorkItem, title: str, url: str) -> Iterator[Entry]:
    """A date that stands still is not one to keep; of a step some of whose clocks are stopped the earliest that runs is."""
    dates = {Tier.TARGET: item.due_on, Tier.STATUTORY: item.statutory_due_on}
    words = {Tier.TARGET: _("{step} · {enterprise}"), Tier.STATUTORY: _("法定期限：{step} · {enterprise}")}
    has_law = item.statutory_due_on is not None
    unsure = of_tiers(provisional=item.provisional, unconfirmed=item.unconfirmed, has_law=has_law)
    for tier, day in dates.items():
        if day and (item.paused_on is None or day == item.late_after):
            said = marked(words[tier].format(step=title, enterprise=item.enterprise), unsure[tier])
            yield Entry(f"{item.no}/{item.key}/{tier}", day, said, f"{url}/cases/{item.no}#{item.key}")
