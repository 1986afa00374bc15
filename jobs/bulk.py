"""Many cases at once (整批办理): one act on each, in a transaction of its own; what is refused for one keeps no other back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import Errand, carry_out, draft
from cases.lateness import late_after
from cases.rights import require_sight
from models.casefile import CaseFile
from models.moments import local_date
from models.people import Person
from models.refusals import Invalid, OneplanError, Reason, Refused, Stale
from store import cases
from store.database import Database

WHOLE = ("assign", "release", "put-on-agenda", "take-off-agenda", "raise-priority", "lower-priority")
MOVING = ("move-case", "move-case-back")  # to other definitions (jobs/move_cases.py)
LATE = "urge"  # on every step of the case that is late
ACTS = (*WHOLE, *MOVING, LATE)
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """One act for many cases: who, when, with what, and why."""

    act: str
    actor: Person
    now: datetime
    zone: ZoneInfo
    inputs: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One case: the version it was seen at, 0 if it could not be seen; and every reason against it, none if it can be, or was,
    done."""

    no: str
    enterprise: str = ""
    version: int = 0
    against: tuple[Reason, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it can be done, or was."""
        return not self.against


def try_out(tx: Connection, bulk: Bulk, numbers: Sequence[str]) -> list[Row]:
    """What would become of each case, without doing it. Raises Invalid for an act that is not for many, or for too many."""
    _require(bulk.act, numbers)
    return [_tried(tx, bulk, no) for no in numbers]


def carry_out_all(database: Database, bulk: Bulk, seen: Mapping[str, int]) -> list[Row]:
    """Do it to each case that is still at the version somebody has seen. Raises as `try_out`; whatever is done stays done."""
    _require(bulk.act, seen)
    return [_done(database, bulk, no, version) for no, version in seen.items()]


def _require(act: str, numbers: Sequence[str] | Mapping[str, int]) -> None:
    if act not in ACTS:
        raise Invalid(Reason("bulk.no_such", {"act": act, "allowed": ", ".join(ACTS)}, "act"))
    if not numbers:
        raise Invalid(Reason("bulk.none", where="no"))
    if len(numbers) > MOST:
        raise Invalid(Reason("bulk.too_many", {"count": len(numbers), "most": MOST}, "no"))


def _tried(tx: Connection, bulk: Bulk, no: str) -> Row:
    row = Row(no)
    try:
        casefile = _seen(bulk, cases.load(tx, no))
        row = Row(no, casefile.enterprise.name, casefile.version)
        _act_on(casefile, bulk, lambda errand: draft(tx, errand))
    except OneplanError as error:
        return replace(row, against=error.reasons)
    return row


def _done(database: Database, bulk: Bulk, no: str, version: int) -> Row:
    row = Row(no)
    try:
        with database.writing() as tx:
            casefile = _seen(bulk, cases.hold(tx, no).casefile)
            row = Row(no, casefile.enterprise.name, casefile.version)
            if casefile.version != version:
                raise Stale(given=version, version=casefile.version)
            _act_on(casefile, bulk, lambda errand: carry_out(tx, errand))
    except OneplanError as error:
        return replace(row, against=error.reasons)
    return row


def _seen(bulk: Bulk, casefile: CaseFile) -> CaseFile:
    """The case, if the actor may see it. Raises Missing."""
    require_sight(bulk.actor, casefile)
    return casefile


def _act_on(casefile: CaseFile, bulk: Bulk, act: Callable[[Errand], object]) -> None:
    """The case, or each of its late steps that may be; raises what stands against it where nothing may."""
    if bulk.act != LATE:
        act(_errand(casefile, bulk, None))
        return
    refused: list[Reason] = [Reason("bulk.nothing_late", where=casefile.no)]
    acted = False
    for step in _late_steps(casefile, bulk):
        try:
            act(_errand(casefile, bulk, step))
            acted = True
        except Refused as error:
            refused = [*(one for one in refused if one.code != "bulk.nothing_late"), *error.reasons]
    if not acted:
        raise Refused(*refused)


def _errand(casefile: CaseFile, bulk: Bulk, step: str | None) -> Errand:
    return Errand(
        act=bulk.act,
        no=casefile.no,
        step=step,
        actor=bulk.actor,
        now=bulk.now,
        zone=bulk.zone,
        inputs=dict(bulk.inputs),
        reason=bulk.reason,
    )


def _late_steps(casefile: CaseFile, bulk: Bulk) -> list[str]:
    today = local_date(bulk.now, bulk.zone)
    ends = {step.key: late_after(casefile, step.key) for step in casefile.live_steps}
    return [key for key, last in ends.items() if last is not None and last < today]
