"""What came of the work: how much was done in time month by month, and which clauses cost the most points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from cases import rights
from config import assessments, contract, parties, words
from config.i18n import speaking
from models.moments import local_date
from models.people import Scope
from store import compliance, definitions, people
from store.compliance import Kept
from store.weak_clauses import weak_clauses
from web.access import Asking, Parts
from web.forms import read_month
from web.pages.case_filters import Chosen, Filters
from web.paper import render

router = APIRouter()
MONTHS = 6
WEAKEST = 8  # of each standard
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """What was done in a month, and how much of it late; ``month`` is its first day."""

    month: date
    count: int
    late: int

    @property
    def percent(self) -> int:
        """How many in a hundred were in time; 100 of none."""
        return 100 * (self.count - self.late) // self.count if self.count else 100


@dataclass(frozen=True, slots=True)
class Weakness:
    """A standard and the clauses that its cases lost most points for."""

    standard: str
    title: str
    clauses: list[assessments.Weak]


def months(today: date) -> list[date]:
    """The first days of the months shown, the present one last."""
    return [today.replace(day=1) - relativedelta(months=back) for back in reversed(range(MONTHS))]


def rates(found: Iterable[Kept], shown: list[date]) -> dict[str, list[Rate]]:
    """Month by month for each holder, and first of all under `EVERYBODY` for all of them together."""
    counted: dict[str, dict[str, list[int]]] = {EVERYBODY: {}}
    for one in found:
        for holder in (EVERYBODY, one.holder):
            sums = counted.setdefault(holder, {}).setdefault(one.month, [0, 0])
            sums[0] += one.count
            sums[1] += one.late
    return {
        holder: [Rate(month, *by.get(f"{month:%Y-%m}", (0, 0))) for month in shown] for holder, by in counted.items()
    }


def weaknesses(tx: Connection, scope: Scope) -> list[Weakness]:
    """Of each standard in force the clauses most cases lost points for; those of which none did are left out."""
    found = []
    for key, one in definitions.rulebook(tx).standards.items():
        if weak := assessments.weak(one, weak_clauses(tx, scope, key))[:WEAKEST]:
            found.append(Weakness(key, words.said(one.title), weak))
    return found


def last_of(month: date) -> date:
    """The last day of a month given by its first."""
    return month + relativedelta(months=1) - timedelta(days=1)


@router.get("/board/done")
def done(
    request: Request,
    app: Parts,
    who: Asking,
    asked: Chosen,
    month: str = "",
    by: str = "",
    late: bool | None = None,
    cursor: str = "",
) -> HTMLResponse:
    """The steps done in a month, of everybody or those one holder had to do; all, the late ones, or those in time."""
    today, scope = local_date(app.now(), app.zone), rights.readable(who.person)
    first = month_of(month, today)
    chosen = asked.of_board()
    with (
        app.database.reading() as tx,
        speaking(who.person.language),
        parties.known(definitions.parties(tx)),
    ):
        narrowed = chosen.wanted(tx, who.person, today) | {"is_closed": None}
        found = compliance.done_steps(
            tx, scope, today, first, last_of(first), had_by=by or None, late=late, cursor=cursor or None, **narrowed
        )
        titles = {one.id: one.title or contract.step_title(tx, one.process_hash, one.of) for one in found.items}
        names = people.names(tx)
    following = done_address(chosen, first, by, late=late, cursor=found.next or "")
    return render(
        request,
        "done.html",
        who,
        found=found,
        titles=titles,
        names=names,
        month=first,
        by=by,
        late=late,
        back=f"/board?{urlencode({**chosen.address(), 'view': 'results'})}",
        following=following,
    )


def month_of(written: str, today: date) -> date:
    """The first day of the month an address names, the present one where it names none. Raises Invalid."""
    return read_month(written, "month") if written else today.replace(day=1)


def done_address(chosen: Filters, month: date, by: str, *, late: bool | None, cursor: str = "") -> str:
    """The address of the steps behind a number."""
    told = {"by": by, "late": "" if late is None else str(late).lower(), "cursor": cursor}
    asked = {**chosen.address(), "month": f"{month:%Y-%m}", **{key: value for key, value in told.items() if value}}
    return f"/board/done?{urlencode(asked)}"
