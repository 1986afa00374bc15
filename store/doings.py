"""What was done on many cases (办理动态), read from their journals: by oneself a moment ago, by others since one was last here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from models.people import Scope
from models.record import Record
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.tables import case, enterprise, journal, step

_RECORD = TypeAdapter(Record)
_DOINGS = select(
    journal.c.id,
    case.c.no,
    enterprise.c.name,
    case.c.process_hash,
    journal.c.seq,
    journal.c.content,
).select_from(journal.join(case).join(enterprise))


@dataclass(frozen=True, slots=True)
class Doing:
    """One act, which brought its case to ``version``."""

    id: int
    no: str
    enterprise: str
    process_hash: str
    version: int
    record: Record

    @property
    def step(self) -> str:
        """The step it was done on, the first its changes name; empty for the case as a whole."""
        return next((key for change in self.record.changes if (key := getattr(change, "step", ""))), "")


def just_done(
    tx: Connection, scope: Scope, login: str, since: datetime, acts: Collection[str], *, most: int = 5
) -> list[Doing]:
    """Those of these ``acts`` that the person did since then and nothing has come after on the case, the newest first."""
    newest = journal.c.seq == case.c.version
    theirs = (journal.c.at >= since, journal.c.actor == login, journal.c.act.in_(sorted(acts)))
    wanted = _DOINGS.where(within(case.c.site, scope), newest, *theirs)
    return _read(tx, wanted.order_by(journal.c.id.desc()).limit(most))


def of_others(
    tx: Connection, scope: Scope, login: str, since: datetime, *, cursor: str | None = None, limit: int = 50
) -> Page[Doing]:
    """What others did after ``since`` on the cases in which the person has a place, the newest first."""
    wanted = _DOINGS.where(*_others(scope, login, since)).order_by(journal.c.id.desc()).limit(limit + 1)
    if cursor is not None:
        wanted = wanted.where(journal.c.id < read_cursor(cursor, int)[0])
    return page(_read(tx, wanted), limit, key=lambda one: (one.id,))


def count_of_others(tx: Connection, scope: Scope, login: str, since: datetime) -> int:
    """How many that are."""
    wanted = select(func.count()).select_from(journal.join(case)).where(*_others(scope, login, since))
    return int(tx.execute(wanted).scalar_one())


def titles(tx: Connection, found: Iterable[Doing]) -> dict[tuple[str, str], str]:
    """What the steps are called that people added by hand, by case and key."""
    numbers = {one.no for one in found}
    added = select(case.c.no, step.c.key, step.c.title).join(case).where(case.c.no.in_(numbers), step.c.title != "")
    return {(no, key): title for no, key, title in tx.execute(added)}


def _others(scope: Scope, login: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    place = or_(case.c.coordinator == login, case.c.liaison == login, case.c.supervisor == login)
    return (journal.c.at > since, journal.c.actor != login, place, within(case.c.site, scope))


def _read(tx: Connection, statement: Select[Any]) -> list[Doing]:
    return [_doing(row) for row in tx.execute(statement).mappings()]


def _doing(row: RowMapping) -> Doing:
    record = _RECORD.validate_json(row["content"])
    return Doing(row["id"], row["no"], row["name"], row["process_hash"], row["seq"], record)
