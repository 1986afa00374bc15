"""Watches: everything that waits, found by the moment at which somebody should look again.

``look_at`` only finds candidates; whether anything is to be said is decided by the rule that looks.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, tuple_, update

from models.people import Scope
from models.vocabulary import Subject
from models.waiting import Waiting, Watch
from store.compiled import Compiled
from store.scopes import within
from store.tables import case, watch

_WAITING = TypeAdapter(Waiting)
_COLUMNS = ("key", "case_id", "step", "subject", "site", "due_on", "revision", "look_at", "waiting")
_FORGET = Compiled(delete(watch).where(watch.c.key == bindparam("of_key")))
_PUT = Compiled(insert(watch), *_COLUMNS)
_WATCH = select(watch.c.waiting, watch.c.look_at)
_SET = (
    update(watch)
    .where(watch.c.key == bindparam("of_key"), watch.c.revision == bindparam("of_revision"))
    .values(look_at=bindparam("at"))
)


def replace(tx: Connection, case_id: int, known: Mapping[str, Any], watches: Iterable[Watch]) -> None:
    """Let the case wait for ``watches`` and nothing else. ``known`` is what it waited for, as written, by key.

    What waits unchanged is left alone: the moment to look at it again stays.
    """
    wanted = {one.waiting.key: _values(one) for one in watches}
    changed = [row | {"case_id": case_id} for key, row in wanted.items() if row["waiting"] != known.get(key)]
    gone = [key for key in known if key not in wanted or known[key] != wanted[key]["waiting"]]
    _FORGET.run_each(tx, [{"of_key": key} for key in gone])
    _PUT.run_each(tx, changed)


def put(tx: Connection, *watches: Watch) -> None:
    """Let something wait that belongs to no case, in place of what stood under its key."""
    forget(tx, *(one.waiting.key for one in watches))
    if watches:
        tx.execute(insert(watch), [_values(one) | {"case_id": None} for one in watches])


def forget(tx: Connection, *keys: str) -> None:
    """Nobody waits for these any more."""
    tx.execute(delete(watch).where(watch.c.key.in_(keys)))


def due(
    tx: Connection, now: datetime, *, site: str, limit: int, after: tuple[datetime, str] | None = None
) -> list[Watch]:
    """The next ``limit`` watches to look at by ``now``, the oldest first; ``after`` is the (look_at, key) seen last."""
    ready = _WATCH.where(watch.c.site == site, watch.c.look_at <= now)
    statement = ready.order_by(watch.c.look_at, watch.c.key).limit(limit)
    if after:
        statement = statement.where(tuple_(watch.c.look_at, watch.c.key) > after)
    return _read(tx, statement)


def set_look_at(tx: Connection, moments: Mapping[tuple[str, int], datetime | None]) -> None:
    """Look again then, by (key, revision) of the waiting thing; one that moved meanwhile keeps its own moment."""
    rows = [{"of_key": key, "of_revision": revision, "at": at} for (key, revision), at in moments.items()]
    if rows:
        tx.execute(_SET, rows)


def wake(tx: Connection, scope: Scope, now: datetime) -> None:
    """Look at everything that waits in ``scope`` at once: who hears of it, or when, has changed."""
    tx.execute(update(watch).where(within(watch.c.site, scope)).values(look_at=now))


def all_open(tx: Connection, scope: Scope, *, cases: Iterable[str] | None = None) -> list[Watch]:
    """Everything that waits in ``scope``, of all cases or of those named."""
    statement = _WATCH.where(within(watch.c.site, scope)).order_by(watch.c.key)
    if cases is not None:
        statement = statement.join(case).where(case.c.no.in_(list(cases)))
    return _read(tx, statement)


def of_case(tx: Connection, no: str) -> list[Watch]:
    """What one case waits for."""
    return _read(tx, _WATCH.join(case).where(case.c.no == no).order_by(watch.c.key))


def of_steps(tx: Connection, steps: Collection[tuple[str, str]], subjects: Collection[Subject]) -> list[Watch]:
    """What waits of these kinds for these steps, each named by the number of its case and its key."""
    numbers, keys = ({one[part] for one in steps} for part in (0, 1))
    near = _WATCH.join(case).where(case.c.no.in_(numbers), watch.c.step.in_(keys), watch.c.subject.in_(subjects))
    return [one for one in _read(tx, near) if (one.waiting.case, one.waiting.step) in steps]


def by_keys(tx: Connection, keys: Iterable[str]) -> dict[str, Watch]:
    """What still waits of these, by key."""
    found = _read(tx, _WATCH.where(watch.c.key.in_(list(keys))))
    return {one.waiting.key: one for one in found}


def _values(one: Watch) -> dict[str, Any]:
    waiting = one.waiting
    return {
        "key": waiting.key,
        "step": waiting.step,
        "subject": waiting.subject,
        "site": waiting.site,
        "due_on": waiting.due_on,
        "revision": waiting.revision,
        "look_at": one.look_at,
        "waiting": _WAITING.dump_python(waiting, mode="json", exclude_defaults=True),
    }


def _read(tx: Connection, statement: Select[Any]) -> list[Watch]:
    return [_watch(row) for row in tx.execute(statement)]


def _watch(row: Row[Any]) -> Watch:
    return Watch(_WAITING.validate_python(row.waiting), row.look_at)
