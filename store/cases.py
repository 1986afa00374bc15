"""Loading a case as one bundle and applying what an act changed, all of it or nothing.

`apply` raises the version by compare-and-set, so that of two acts on one version one is refused, and appends the record
to the journal in the same transaction. It decides nothing: what changed was computed from the bundle.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Connection, bindparam, func, insert, select, update

from models.casefile import CaseFile, Step
from models.definitions import ProcessDefinition, RegimeDefinition
from models.record import Record
from models.refusals import Missing, Reason, Stale
from models.turns import NOBODYS, Turn
from models.waiting import Watch
from store import casefile_rows, credit, definitions, sheets
from store.journal import append as append_record
from store.locks import lock
from store.tables import case, enterprise, step
from store.watches import replace as replace_watches

_CASE = select(case).where(case.c.no == bindparam("no"))
_CASE_LOCKED = _CASE.with_for_update()
_STEPS = select(step).where(step.c.case_id == bindparam("case_id")).order_by(step.c.id)
_VERSION = select(case.c.version).where(case.c.no == bindparam("no"))
_ENTERPRISE = select(enterprise.c.id).where(
    enterprise.c.site == bindparam("site"), enterprise.c.uscc == bindparam("uscc")
)
_RAISE = (
    update(case).where(case.c.no == bindparam("of_no"), case.c.version == bindparam("of_version")).returning(case.c.id)
)
_CHANGE_STEP = update(step).where(step.c.case_id == bindparam("of_case"), step.c.key == bindparam("of_key"))
_TURN = _CHANGE_STEP.values(doer=bindparam("whose"), late_after=bindparam("until"))
_LAST_NO = select(case.c.no).order_by(func.length(case.c.no).desc(), case.c.no.desc()).limit(1)


def load(tx: Connection, no: str, *, for_update: bool = False) -> CaseFile:
    """The case in two statements. ``for_update`` locks its row until the end of the transaction. Raises Missing."""
    row = tx.execute(_CASE_LOCKED if for_update else _CASE, {"no": no}).mappings().first()
    if row is None:
        raise Missing(Reason("case_missing", {"no": no}))
    steps = tx.execute(_STEPS, {"case_id": row["id"]}).mappings()
    process = cast(ProcessDefinition, definitions.get(tx, "process", row["process_hash"]))
    regime = cast(RegimeDefinition, definitions.get(tx, "regime", row["regime_hash"]))
    return casefile_rows.casefile(row, tuple(map(casefile_rows.step, steps)), process=process, regime=regime)


def apply(
    tx: Connection,
    before: CaseFile | None,
    after: CaseFile,
    record: Record,
    watches: Iterable[Watch],
    turns: Mapping[str, Turn],
) -> None:
    """Write one applied act.

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
    case_id = _raise(tx, before, values) if before else _open(tx, after, values)
    _write_steps(tx, case_id, before.steps if before else (), after.steps, turns)
    sheets.write(tx, case_id, before, after)
    credit.write(tx, case_id, before, after, record)
    append_record(tx, case_id, after.version, record)
    replace_watches(tx, case_id, watches)


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


def _open(tx: Connection, after: CaseFile, values: dict[str, Any]) -> int:
    of_enterprise = {"site": after.site, "uscc": after.enterprise.uscc}
    enterprise_id = tx.execute(_ENTERPRISE, of_enterprise).scalar()
    if enterprise_id is None:
        raise Missing(Reason("enterprise_missing", of_enterprise))
    return int(tx.execute(insert(case).returning(case.c.id), values | {"enterprise_id": enterprise_id}).scalar_one())


def _raise(tx: Connection, before: CaseFile, values: dict[str, Any]) -> int:
    where = {"of_no": before.no, "of_version": before.version}
    case_id = tx.execute(_RAISE, values | where).scalar()
    if case_id is None:
        raise _refusal(tx, before)
    return int(case_id)


def _refusal(tx: Connection, before: CaseFile) -> Stale | Missing:
    version = tx.execute(_VERSION, {"no": before.no}).scalar()
    if version is None:
        return Missing(Reason("case_missing", {"no": before.no}))
    return Stale(given=before.version, version=version)


def _write_steps(
    tx: Connection, case_id: int, before: tuple[Step, ...], after: tuple[Step, ...], turns: Mapping[str, Turn]
) -> None:
    known = {one.key: one for one in before}
    values = [(one, casefile_rows.step_values(one) | _turn(one, turns)) for one in after if one != known.get(one.key)]
    if new := [row | {"case_id": case_id} for one, row in values if one.key not in known]:
        tx.execute(insert(step), new)
    if changed := [row | {"of_case": case_id, "of_key": one.key} for one, row in values if one.key in known]:
        tx.execute(_CHANGE_STEP, changed)
    if same := [one for one in after if one.is_live and one == known.get(one.key)]:
        tx.execute(_TURN, [_whose(case_id, one, turns.get(one.key, NOBODYS)) for one in same])


def _turn(step: Step, turns: Mapping[str, Turn]) -> dict[str, Any]:
    turn = turns.get(step.key, NOBODYS) if step.is_live else NOBODYS
    return {"doer": turn.doer, "late_after": turn.late_after}


def _whose(case_id: int, step: Step, turn: Turn) -> dict[str, Any]:
    """Another step's end, or another coordinator, may change whose turn a step is that did not change itself."""
    return {"of_case": case_id, "of_key": step.key, "whose": turn.doer, "until": turn.late_after}


def hold_still(tx: Connection, numbers: Collection[str]) -> None:
    """Let nobody else change these cases before the transaction ends; in the order of their numbers, so that two can wait."""
    tx.execute(select(case.c.id).where(case.c.no.in_(sorted(numbers))).order_by(case.c.no).with_for_update()).all()
