"""The journal (案卷日志): every act with its changes, chained by hash per case.

The exact text that was hashed is what is stored, so that no reading and writing in between can change it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, bindparam, insert, literal_column, outerjoin, select

from models.moments import in_utc
from models.people import Scope
from models.record import Record
from models.refusals import Missing, Reason
from store.compiled import Compiled
from store.scopes import within
from store.tables import case, enterprise, journal

GENESIS = ""  # what stands before the first record
_RECORD = TypeAdapter(Record)
_PUT = Compiled(insert(journal), "case_id", "seq", "at", "act", "actor", "content", "previous", "hash")
_RECORDS = select(journal.c.content).join(case).where(case.c.no == bindparam("no")).order_by(journal.c.seq)
_CHAINS = (
    select(case.c.no, case.c.version, journal)
    .select_from(outerjoin(case, journal))
    .order_by(case.c.no, journal.c.seq)
    .execution_options(yield_per=1000)
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken and why: gap, changed, unchained, disagrees (columns, content), short, long; or which rows of the
    case say something else than its journal."""

    case: str
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found."""

    cases: int
    broken: tuple[Break, ...]

    @property
    def ok(self) -> bool:
        """Whether every chain holds."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A record of a case whose dates were computed again, with what names its steps."""

    no: str
    enterprise: str
    process_hash: str
    record: Record


def recomputed(tx: Connection, scope: Scope, *, limit: int = 20) -> list[Recomputed]:
    """The last times a calendar, or what else dates rest on, moved the dates of a case in ``scope``; the latest first."""
    found = (
        select(case.c.no, enterprise.c.name, case.c.process_hash, journal.c.content)
        .select_from(journal.join(case).join(enterprise))
        .where(journal.c.act == literal_column("'recompute-deadlines'"), within(case.c.site, scope))
        .order_by(journal.c.id.desc())
        .limit(limit)
    )
    return [Recomputed(no, name, hash, _RECORD.validate_json(text)) for no, name, hash, text in tx.execute(found)]


def append(tx: Connection, case_id: int, seq: int, record: Record, previous: str) -> None:
    """Chain ``record`` to the one before it, whose hash is ``previous``; the case's row must be locked."""
    content = _write(record)
    values = {"case_id": case_id, "seq": seq, "at": record.at, "act": record.act, "actor": record.actor}
    link = {"content": content, "previous": previous, "hash": link_hash(previous, content)}
    _PUT.run(tx, values | link)


def records(tx: Connection, no: str) -> tuple[Record, ...]:
    """Every record of the case, the oldest first. Raises Missing."""
    found = tuple(_RECORD.validate_json(content) for content in tx.execute(_RECORDS, {"no": no}).scalars())
    if not found:
        raise Missing(Reason("case_missing", {"no": no}))
    return found


def newest(tx: Connection, no: str) -> Record | None:
    """What was done on the case last, None where it was only opened."""
    last = (
        select(journal.c.content).join(case).where(case.c.no == no, journal.c.seq == case.c.version, journal.c.seq > 1)
    )
    content = tx.execute(last).scalar_one_or_none()
    return _RECORD.validate_json(content) if content else None


def records_until(tx: Connection, no: str, moment: datetime) -> tuple[Record, ...]:
    """The records of everything that had happened at ``moment``, none if the case did not exist yet."""
    return tuple(record for record in records(tx, no) if record.at <= moment)


def verify(tx: Connection, no: str | None = None) -> Verdict:
    """Check the chain of one case or of all. Raises Missing for a case that does not exist."""
    statement = _CHAINS if no is None else _CHAINS.where(case.c.no == no)
    cases, broken = 0, []
    for of_case, rows in groupby(tx.execute(statement).mappings(), key=lambda row: (row["no"], row["version"])):
        cases += 1
        broken += [Break(of_case[0], seq, why) for seq, why in _breaks(of_case[1], rows)]
    if no is not None and not cases:
        raise Missing(Reason("case_missing", {"no": no}))
    return Verdict(cases, tuple(broken))


def link_hash(previous: str, content: str) -> str:
    """SHA-256 of the hash before and the content."""
    return sha256((previous + content).encode()).hexdigest()


def _write(record: Record) -> str:
    content = _RECORD.dump_python(record, mode="json") | {"at": in_utc(record.at).isoformat()}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _breaks(version: int, rows: Iterator[RowMapping]) -> Iterator[tuple[int, str]]:
    previous, seq = GENESIS, 0
    for row in rows:
        if row["content"] is None:  # a case without any record
            break
        seq += 1
        if why := _why_broken(row, seq, previous):
            yield row["seq"], why
        previous, seq = row["hash"], row["seq"]
    if seq != version:
        yield seq, "short" if seq < version else "long"


def _why_broken(row: RowMapping, seq: int, previous: str) -> str:
    if row["seq"] != seq:
        return "gap"
    if row["previous"] != previous:
        return "unchained"
    if row["hash"] != link_hash(previous, row["content"]):
        return "changed"
    return "" if _agrees(row, json.loads(row["content"])) else "disagrees"


def _agrees(row: RowMapping, content: dict[str, Any]) -> bool:
    return (row["act"], row["actor"], row["at"].isoformat()) == (content["act"], content["actor"], content["at"])
