"""阶段看板: how many cases stand where, for how long, whose time that was, and who carries them."""

from collections import Counter
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from cases.naming import of_key
from cases.shares import Shares, in_order
from config import contract, whose_time, words
from config.i18n import speaking
from config.whose_time import Split
from models.moments import local_date
from store import agenda, caselist, people
from store import board as boards
from store.agenda import AgendaItem
from web.access import Asking, Parts
from web.paper import render

router = APIRouter()
TAKE_OFF = "take-off-agenda"


@router.get("/board")
def page(request: Request, app: Parts, who: Asking) -> HTMLResponse:
    """Five lanes of every process, and the load of each coordinator; every number opens its list."""
    today, scope = local_date(app.now(), app.zone), rights.readable(who.person)
    with app.database.reading() as tx, speaking(who.person.language):
        columns = {(one.process, one.stage): one for one in boards.board(tx, scope, today, cards=8)}
        lines = caselist.listing(tx, scope, today, is_closed=False, limit=10_000).items
        listed = agenda.listing(tx, scope, today)
        why = {one.line.no: _why(tx, one) for one in listed}
        order = contract.stage_titles(tx)
        names = {one.login: one.name for one in people.everybody(tx).values()}
        splits = whose_time.splits(tx, scope, today)
    lanes = [
        (key, title, [one for (_, stage), one in columns.items() if stage == key], _held(splits, key))
        for key, title in order.items()
        if any(stage == key for _, stage in columns) or len(order) <= 5
    ]
    open_by = Counter(one.coordinator for one in lines)
    late_by = Counter(one.coordinator for one in lines if one.is_late)
    return render(
        request,
        "board.html",
        who,
        lanes=lanes,
        held=[(title, by) for _, title, _, by in lanes if by],
        total=len(lines),
        late=sum(late_by.values()),
        suspended=sum(one.status == "suspended" for one in lines),
        load=[
            (login, names.get(login or "", ""), open_by[login], late_by[login]) for login in sorted(open_by, key=str)
        ],
        names=names,
        agenda=listed,
        why=why,
        may_take_off={one.line.site for one in listed if not rights.may_at(who.person, TAKE_OFF, one.line.site)},
        balls={no: ball for split in splits.values() for no, ball in split.balls.items()},
    )


def _why(tx: Connection, item: AgendaItem) -> str:
    """Why it is on the agenda: what somebody wrote, or the rung that put it there."""
    return words.by_rung(item.reason, lambda step: contract.step_title(tx, item.line.process_hash, of_key(step)))


def _held(splits: Mapping[boards.Stage, Split], stage: str) -> Shares:
    """The working days of each holder in a lane, which is one stage of all processes."""
    total: Counter[str] = Counter()
    for (_, key), split in splits.items():
        total.update(split.shares if key == stage else {})
    return in_order(total)
