"""Loading a case as one bundle and applying what an act changed, all of it or nothing.

`apply` raises the version under the case's lock, so that of two acts on one version one is refused, and appends the record
to the journal in the same transaction. It decides nothing: what changed was computed from the bundle.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from models.casefile import CaseFile, Step
from models.definitions import ProcessDefinition, RegimeDefinition
from models.record import Record
from models.refusals import Missing, Reason, Stale
from models.turns import NOBODYS, Turn
from models.waiting import Watch
from store import casefile_rows, credit, definitions, sheets
from store.casefile_rows import CASE_COLUMNS, STEP_COLUMNS
from store.compiled import Compiled
from store.definitions import InForce
from store.gathered import gathered, parsed
from store.journal import GENESIS
from store.journal import append as append_record
from store.locks import lock
from store.tables import case, enterprise, journal, site, step, watch
from store.watches import replace as replace_watches

_CASE = select(case).where(case.c.no == bindparam("no"))
_STEPS = select(step).where(step.c.case_id == bindparam("case_id")).order_by(step.c.id)
_ENTERPRISE = select(enterprise.c.id).where(
    enterprise.c.site == bindparam("site"), enterprise.c.uscc == bindparam("uscc")
)
_LAST_NO = select(case.c.no).order_by(func.length(case.c.no).desc(), case.c.no.desc()).limit(1)

_CASE_READ = (*CASE_COLUMNS, "detail")
_STEP_READ = (*STEP_COLUMNS, "detail")
_STEP_WRITTEN = (*STEP_COLUMNS, "due_on", "statutory_due_on", "remedy", "detail", "doer", "late_after")


def _whole(dialect: Dialect) -> ClauseElement:
    """The case and all that an act on it needs, as one row."""
    of_case = {"steps": step.c.case_id == case.c.id, "watches": watch.c.case_id == case.c.id}
    steps = select(*(step.c[name] for name in _STEP_READ), step.c.doer, step.c.late_after)
    watches = select(watch.c.key, watch.c.waiting)
    head = select(journal.c.hash).where(journal.c.case_id == case.c.id, journal.c.seq == case.c.version)
    return (
        select(
            case.c.id,
            head.scalar_subquery(),
            gathered(steps.where(of_case["steps"]).order_by(step.c.id).correlate(case), dialect),
            gathered(watches.where(of_case["watches"]).correlate(case), dialect),
            *definitions.at_site_of(dialect),
            *(case.c[name] for name in _CASE_READ),
        )
        .join_from(case, site)
        .where(case.c.no == bindparam("no"))
    )


_WHOLE = Compiled(_whole)
_LOCK = Compiled(select(case.c.id).where(case.c.no == bindparam("no")).with_for_update())
_RAISE = Compiled(
    update(case).where(case.c.id == bindparam("of_id"), case.c.version == bindparam("of_version")),
    *(
        *CASE_COLUMNS,
        "process",
        "regime",
        "stage_entered_on",
        "stage_due_on",
        "agenda_since",
        "plan_since",
        "late_after",
        "detail",
    ),
)
_OF_STEP = (step.c.case_id == bindparam("of_case"), step.c.key == bindparam("of_key"))
_PUT_STEP = Compiled(insert(step), "case_id", *_STEP_WRITTEN)
_CHANGE_STEP = Compiled(update(step).where(*_OF_STEP), *_STEP_WRITTEN)
_TURN = Compiled(update(step).where(*_OF_STEP), "doer", "late_after")


@dataclass(frozen=True, slots=True)
class Brought:
    """A case as one bundle with what an act on it needs besides: its row, the hash of its newest record, what it waits for
    (as written, by key), whose turn its steps are (login and day, as written), and what is in force at its site."""

    casefile: CaseFile
    id: int
    head: str
    waiting: Mapping[str, Any]
    turns: Mapping[str, tuple[str | None, str | None]]
    in_force: InForce


def load(tx: Connection, no: str) -> CaseFile:
    """The case in one statement. Raises Missing."""
    return bring(tx, no).casefile


def hold(tx: Connection, no: str) -> Brought:
    """Bring the case for an act: its row stays locked until the end of the transaction. Raises Missing.

    What is read beside the row must be read after the lock is had, not from before the wait for it: hence two statements.
    """
    if tx.dialect.name == "postgresql":  # SQLite has a single writer
        _LOCK.run(tx, {"no": no})
    return bring(tx, no)


def bring(tx: Connection, no: str) -> Brought:
    """The case and what is kept beside it, in one statement. Raises Missing."""
    row = _WHOLE.first(tx, {"no": no})
    if row is None:
        raise Missing(Reason("case_missing", {"no": no}))
    id, head, steps, watches, calendar, editions, *columns = row
    values = dict(zip(_CASE_READ, columns, strict=True))
    values["detail"] = parsed(values["detail"])
    rows = [dict(zip((*_STEP_READ, "doer", "late_after"), one, strict=True)) for one in parsed(steps)]
    turns = {one["key"]: (one.pop("doer"), one.pop("late_after")) for one in rows}
    process = cast(ProcessDefinition, definitions.get(tx, "process", values["process_hash"]))
    regime = cast(RegimeDefinition, definitions.get(tx, "regime", values["regime_hash"]))
    casefile = casefile_rows.casefile(values, rows, process, regime)
    in_force = definitions.found_at_site(calendar, editions)
    return Brought(casefile, id, head, dict(parsed(watches)), turns, in_force)


def apply(
    tx: Connection,
    before: CaseFile | None,
    after: CaseFile,
    record: Record,
    watches: Iterable[Watch],
    turns: Mapping[str, Turn],
    *,
    brought: Brought | None = None,
) -> None:
    """Write one applied act. ``brought`` is the case as it was held for the act; without it, it is held here.

    1. the case's row, from ``before``'s version to the next, or a new one (raises Stale, or Missing);
    2. the steps that differ, and whose turn each live one is (``turns``, under the empty key the stage's);
    3. the assessments that differ, and the answers if they were loaded; what it did to its enterprise's credit;
    4. the record, chained to the one before it;
    5. what the case waits for from now on.
    """
    given = before.version if before else 0
    if after.version != given + 1:
        raise ValueError(f"{after.no}: one act raises the version by one, from {given} to {given + 1}")
    values = casefile_rows.case_values(after) | {"late_after": turns.get("", NOBODYS).late_after}
    if before is None:
        case_id = _open(tx, after, values)
        _write(tx, case_id, None, None, after, record, watches, turns)
        return
    found = brought or hold(tx, before.no)
    if found.casefile.version != before.version:
        raise Stale(given=before.version, version=found.casefile.version)
    _RAISE.run(tx, values | {"of_id": found.id, "of_version": before.version})
    _write(tx, found.id, found, before, after, record, watches, turns)


def numbers(tx: Connection) -> list[str]:
    """The numbers of all cases, at every site."""
    return list(tx.scalars(select(case.c.no).order_by(case.c.no)))


def differences(tx: Connection, told: CaseFile) -> list[str]:
    """Where the rows say something else than ``told``: columns of the case, ``step.column`` of its steps. Raises Missing."""
    row = tx.execute(_CASE, {"no": told.no}).mappings().first()
    if row is None:
        raise Missing(Reason("case_missing", {"no": told.no}))
    steps = {one["key"]: one for one in tx.execute(_STEPS, {"case_id": row["id"]}).mappings()}
    found = [name for name, value in casefile_rows.case_values(told).items() if row[name] != value]
    for one in told.steps:
        stored = steps.pop(one.key, None)
        values = casefile_rows.step_values(one)
        found += [f"{one.key}.{name}" for name, value in values.items() if stored is None or stored[name] != value]
    return [*found, *steps, *sheets.differences(tx, row["id"], told)]


def next_no(tx: Connection, site: str, year: int) -> str:
    """The next free number of the site and year, e.g. RZ-2026-0031; ours until this transaction ends."""
    prefix = f"{site}-{year}-"
    lock(tx, f"case {prefix}")
    last = tx.execute(_LAST_NO.where(case.c.no.startswith(prefix, autoescape=True))).scalar()
    serial = int(last.removeprefix(prefix)) if last else 0
    return f"{prefix}{serial + 1:04}"


def hold_still(tx: Connection, numbers: Collection[str]) -> None:
    """Let nobody else change these cases before the transaction ends; in the order of their numbers, so that two can wait."""
    tx.execute(select(case.c.id).where(case.c.no.in_(sorted(numbers))).order_by(case.c.no).with_for_update()).all()


def _open(tx: Connection, after: CaseFile, values: dict[str, Any]) -> int:
    of_enterprise = {"site": after.site, "uscc": after.enterprise.uscc}
    enterprise_id = tx.execute(_ENTERPRISE, of_enterprise).scalar()
    if enterprise_id is None:
        raise Missing(Reason("enterprise_missing", of_enterprise))
    return int(tx.execute(insert(case).returning(case.c.id), values | {"enterprise_id": enterprise_id}).scalar_one())


def _write(
    tx: Connection,
    case_id: int,
    found: Brought | None,
    before: CaseFile | None,
    after: CaseFile,
    record: Record,
    watches: Iterable[Watch],
    turns: Mapping[str, Turn],
) -> None:
    """Everything but the case's own row. Without ``found`` nothing of it stands there yet."""
    _write_steps(tx, case_id, before.steps if before else (), after.steps, found.turns if found else {}, turns)
    sheets.write(tx, case_id, before, after)
    credit.write(tx, case_id, before, after, record)
    append_record(tx, case_id, after.version, record, found.head if found else GENESIS)
    replace_watches(tx, case_id, found.waiting if found else {}, watches)


def _write_steps(
    tx: Connection,
    case_id: int,
    before: tuple[Step, ...],
    after: tuple[Step, ...],
    stored: Mapping[str, tuple[str | None, str | None]],
    turns: Mapping[str, Turn],
) -> None:
    """New ones, changed ones, and those whose turn alone has changed: another step's end, or another coordinator, may do that."""
    known = {one.key: one for one in before}
    differ = [one for one in after if one != known.get(one.key)]
    rows = [(one.key in known, {**_row(case_id, one), **_turn(one, turns)}) for one in differ]
    _PUT_STEP.run_each(tx, [row for is_known, row in rows if not is_known])
    _CHANGE_STEP.run_each(tx, [row for is_known, row in rows if is_known])
    same = [one for one in after if one.is_live and one == known.get(one.key)]
    moved = [(one, turn) for one in same if _as_written(turn := turns.get(one.key, NOBODYS)) != stored.get(one.key)]
    _TURN.run_each(tx, [_row_of(case_id, one) | {"doer": t.doer, "late_after": t.late_after} for one, t in moved])


def _row(case_id: int, step: Step) -> dict[str, Any]:
    return {"case_id": case_id, **_row_of(case_id, step), **casefile_rows.step_values(step)}


def _row_of(case_id: int, step: Step) -> dict[str, Any]:
    return {"of_case": case_id, "of_key": step.key}


def _turn(step: Step, turns: Mapping[str, Turn]) -> dict[str, Any]:
    turn = turns.get(step.key, NOBODYS) if step.is_live else NOBODYS
    return {"doer": turn.doer, "late_after": turn.late_after}


def _as_written(turn: Turn) -> tuple[str | None, str | None]:
    return (turn.doer, turn.late_after.isoformat() if turn.late_after else None)
