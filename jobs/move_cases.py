"""Moving many cases (整批换规): what each would come to; those chosen moved, each in a transaction of its own; taken back again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import surroundings, ways
from cases.moving.slip import Slip, Verdict, slip
from cases.rights import require_sight, sites
from jobs import bulk
from jobs.bulk import MOST, Bulk
from models.casefile import CaseFile
from models.moments import local_date
from models.people import Person, Scope
from models.refusals import Invalid, OneplanError, Reason
from store import caselist, cases, destinations, sheets
from store.database import Database
from store.destinations import Published

FORTH, BACK = bulk.MOVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Cases to be moved: who, when, and where to: a process (``process@version``), or a regime; neither: their newest version."""

    actor: Person
    now: datetime
    zone: ZoneInfo
    to: str = ""
    regime: str = ""
    reason: str = ""

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What the act is told."""
        return {name: value for name in ("to", "regime") if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Row:
    """One case, as it stands, and what moving it comes to."""

    casefile: CaseFile
    slip: Slip

    @property
    def verdict(self) -> Verdict:
        """What moving it asks of people."""
        return self.slip.verdict


def running(tx: Connection, shift: Shift, site: str = "") -> list[str]:
    """The cases that are not closed, at the sites whose cases the actor may move. Raises Invalid for too many."""
    scope: Scope = sites(shift.actor, FORTH).at(site)
    today = local_date(shift.now, shift.zone)
    count = caselist.count(tx, scope, today, is_closed=False)
    if count > MOST:
        raise Invalid(Reason("bulk.too_many", {"count": count, "most": MOST}, "site"))
    return [one.no for one in caselist.listing(tx, scope, today, is_closed=False, limit=MOST).items]


def survey(tx: Connection, shift: Shift, numbers: Iterable[str]) -> list[Row]:
    """What moving each case comes to; nothing is done. Raises Missing for a case that the actor may not see."""
    known = ways(tx)
    return [_row(tx, shift, known, no) for no in numbers]


def _row(tx: Connection, shift: Shift, known: Published, no: str) -> Row:
    """One of them. A case from which no mapping leads there is not concerned."""
    casefile = cases.load(tx, no)
    require_sight(shift.actor, casefile)
    atlas = destinations.lookup(tx, known, casefile, shift.to, shift.regime)
    if atlas.destination is None:
        return Row(casefile, Slip(Verdict.UNAFFECTED, stays=atlas.against[0]))
    casefile = sheets.with_sheets(tx, casefile)
    around = surroundings(tx, casefile.site, shift.actor, shift.now, zone=shift.zone, atlas=atlas)
    return Row(casefile, slip(casefile, atlas.destination, around.occasion))


def move_cases(
    database: Database, shift: Shift, seen: Mapping[str, int], decided: Collection[str] = ()
) -> list[bulk.Row]:
    """Move each case that is still at the version somebody has seen; those ``decided`` although something had to be.

    Of each what became of it, in the order given; whatever is done stays done. Raises Invalid for none.
    """
    if not seen:
        raise Invalid(Reason("bulk.none", where="no"))
    done: dict[str, bulk.Row] = {}
    for inputs, chosen in (
        (shift.inputs, {no: version for no, version in seen.items() if no not in decided}),
        ({**shift.inputs, "decided": "yes"}, {no: version for no, version in seen.items() if no in decided}),
    ):
        if chosen:
            rows = bulk.carry_out_all(database, _bulk(shift, FORTH, inputs), chosen)
            done |= {row.no: row for row in rows}
    return [done[no] for no in seen]


def take_back(database: Database, shift: Shift, numbers: Sequence[str]) -> list[bulk.Row]:
    """Take the last move of each case back, as it stands now."""
    seen: dict[str, int] = {}
    missing: dict[str, bulk.Row] = {}
    with database.reading() as tx:
        for no in numbers:
            try:
                casefile = cases.load(tx, no)
                require_sight(shift.actor, casefile)
                seen[no] = casefile.version
            except OneplanError as error:
                missing[no] = bulk.Row(no, against=error.reasons)
    rows = bulk.carry_out_all(database, _bulk(shift, BACK, {}), seen) if seen else []
    done = missing | {row.no: row for row in rows}
    return [done[no] for no in numbers]


def _bulk(shift: Shift, act: str, inputs: Mapping[str, Any]) -> Bulk:
    return Bulk(act=act, actor=shift.actor, now=shift.now, zone=shift.zone, inputs=inputs, reason=shift.reason)


def counted(rows: Iterable[Row]) -> dict[Verdict, int]:
    """How many there are of each verdict; together all of them."""
    found = [row.verdict for row in rows]
    return {verdict: found.count(verdict) for verdict in Verdict}
