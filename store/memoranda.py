"""Memoranda and commitments: keeping them, and finding them again."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from models.memoranda import Commitment, CommitmentState, Memorandum
from models.people import Scope
from models.refusals import Missing, Reason
from store.scopes import within
from store.tables import commitment, memorandum

_OF_MEMORANDUM = tuple(one.name for one in fields(Memorandum))
_OF_COMMITMENT = tuple(one.name for one in fields(Commitment))
_MEMORANDA = select(*(memorandum.c[name] for name in _OF_MEMORANDUM)).order_by(
    memorandum.c.signed_on.desc(), memorandum.c.id
)
_COMMITMENTS = select(*(commitment.c[name] for name in _OF_COMMITMENT)).order_by(commitment.c.due_on, commitment.c.id)


def add(tx: Connection, one: Memorandum, by: str, now: datetime) -> int:
    """Record a memorandum. Returns its id."""
    values = {name: getattr(one, name) for name in _OF_MEMORANDUM if name != "id"}
    values |= {"parties": list(one.parties), "recorded_by": by, "recorded_at": now}
    return int(tx.execute(insert(memorandum).values(**values).returning(memorandum.c.id)).scalar_one())


def commit(tx: Connection, one: Commitment, by: str, now: datetime) -> int:
    """Record a commitment. Returns its id."""
    values = {name: getattr(one, name) for name in _OF_COMMITMENT if name != "id"}
    made = insert(commitment).values(**values, recorded_by=by, recorded_at=now).returning(commitment.c.id)
    return int(tx.execute(made).scalar_one())


def settle(tx: Connection, one: Commitment) -> None:
    """Write what became of it."""
    values = {name: getattr(one, name) for name in ("state", "settled_on", "settled_by", "note")}
    tx.execute(update(commitment).where(commitment.c.id == one.id).values(**values))


def get(tx: Connection, id: int) -> Memorandum:
    """The memorandum. Raises Missing."""
    found = _memoranda(tx, _MEMORANDA.where(memorandum.c.id == id))
    if not found:
        raise Missing(Reason("memorandum.missing", {"id": id}))
    return found[0]


def hold(tx: Connection, id: int) -> Commitment:
    """The commitment, which nobody else settles before the transaction ends. Raises Missing."""
    tx.execute(select(commitment.c.id).where(commitment.c.id == id).with_for_update())
    return commitment_of(tx, id)


def commitment_of(tx: Connection, id: int) -> Commitment:
    """The commitment. Raises Missing."""
    found = _commitments(tx, _COMMITMENTS.where(commitment.c.id == id))
    if not found:
        raise Missing(Reason("commitment.missing", {"id": id}))
    return found[0]


def listing(tx: Connection, scope: Scope) -> list[tuple[Memorandum, list[Commitment]]]:
    """The memoranda of ``scope``, the newest first, each with its commitments, the earliest day first."""
    commitments = _commitments(tx, _COMMITMENTS.where(within(commitment.c.site, scope)))
    found = _memoranda(tx, _MEMORANDA.where(within(memorandum.c.site, scope)))
    return [(one, [it for it in commitments if it.memorandum == one.id]) for one in found]


def owed_by(tx: Connection, site: str, department: str) -> list[tuple[Memorandum, Commitment]]:
    """What a department has still to do at a site, the earliest day first."""
    wanted = (commitment.c.site == site, commitment.c.department == department)
    found = _commitments(tx, _COMMITMENTS.where(*wanted, commitment.c.state == CommitmentState.OPEN))
    return [(get(tx, one.memorandum), one) for one in found]


def _memoranda(tx: Connection, statement: Select[Any]) -> list[Memorandum]:
    return [Memorandum(**{**row, "parties": tuple(row["parties"])}) for row in tx.execute(statement).mappings()]


def _commitments(tx: Connection, statement: Select[Any]) -> list[Commitment]:
    return [Commitment(**row) for row in tx.execute(statement).mappings()]
