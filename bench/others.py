"""The other cases: as many as the size asks for, ten open steps each, laid into the tables in bulk.

Nobody walks them. They are rows for the indexes, the lists and the sweep; their journals begin and end with a bare opening.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, func, insert, select

from bench import desk
from bench.script import STAGES
from cases.workdays import WorkCalendar
from models.content import content_hash
from models.moments import local_moment
from models.vocabulary import Subject
from models.waiting import Waiting
from notifications import policy
from store.database import Database
from store.tables import case, enterprise, journal, step, watch

STEPS = 10
CHUNK = 1000
_WAITING = TypeAdapter(Waiting)


@dataclass(frozen=True, slots=True)
class Day:
    """When the steps are due, and the moment at which each is to be looked at."""

    due_on: date
    look_at: datetime


def lay(database: Database, count: int, *, due: int = 0, now: datetime = desk.MORNING) -> None:
    """Lay ``count`` cases down, ``due`` of whose steps are to be looked at by ``now``: a fifth of those since the day before."""
    with database.reading() as tx:
        first = 1 + int(tx.execute(select(func.max(enterprise.c.id))).scalar_one())
    days = _Days(now, due)
    for start in range(0, count, CHUNK):
        numbers = range(first + start, first + min(start + CHUNK, count))
        with database.writing() as tx:
            _lay(tx, numbers, days)


class _Days:
    """Deals out due dates: first those that are due, then days from the second week on."""

    def __init__(self, now: datetime, due: int) -> None:
        shipped = desk.shipped()
        self._calendar, self._ladder = WorkCalendar(shipped.calendars["cn"]), shipped.ladders["default"]
        self._now, self._left = now, due
        today = now.astimezone(desk.ZONE).date()
        self.today, self._dealt = today, 0
        self._soon = self._calendar.add(today, 3)
        self._missed = self._calendar.add(today, -1)
        self._later = [self._day(self._calendar.add(today, 8 + number)) for number in range(60)]

    def next(self) -> Day:
        """The next one."""
        self._dealt += 1
        if self._dealt > self._left:
            return self._later[self._dealt % len(self._later)]
        if self._dealt % 5:
            return Day(self._soon, local_moment(self.today, time(0), desk.ZONE))
        return Day(self._missed, local_moment(self._missed, time(0), desk.ZONE))

    def _day(self, due_on: date) -> Day:
        look_at = policy.watch(_waiting("", "", due_on), self._ladder, self._calendar, self._now, desk.ZONE).look_at
        assert look_at is not None
        return Day(due_on, look_at)


def _lay(tx: Connection, numbers: range, days: _Days) -> None:
    enterprises, cases, steps, watches, records = [], [], [], [], []
    for number in numbers:
        values = _case(number, days.today)
        enterprises.append(_enterprise(number))
        cases.append(values)
        records.append(_record(number, values["no"]))
        for place in range(STEPS):
            day = days.next()
            key = f"{values['stage']}{'abcdef'[place % 6]}{place}"
            steps.append(_step(number, values, key, day))
            watches.append(_watch(number, values, key, day))
    for table, rows in ((enterprise, enterprises), (case, cases), (step, steps), (watch, watches), (journal, records)):
        _insert(tx, table, rows)


def _insert(tx: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Each with its number as id; PostgreSQL's own counting goes on behind them."""
    tx.execute(insert(table), rows)
    if tx.dialect.name == "postgresql" and "id" in rows[0]:
        top = select(func.max(table.c.id)).scalar_subquery()
        tx.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), top)))


def _enterprise(number: int) -> dict[str, Any]:
    name = f"日照第{number}号实业有限公司"
    rest = dict.fromkeys(("customs_code", "credit_level", "industry", "contact", "phone", "email"), "")
    values = {"id": number, "site": desk.SITE, "uscc": desk.uscc(number), "name": name, "extra": {}, "search": name}
    return values | rest | {"updated_at": desk.MORNING}


def _case(number: int, today: date) -> dict[str, Any]:
    entered_on = today - timedelta(days=number % 120)
    return {
        "id": number,
        "no": f"{desk.SITE}-2025-{number:06}",
        "site": desk.SITE,
        "enterprise_id": number,
        "process": "bench",
        "process_hash": _HASHES[0],
        "regime": "CN-282",
        "regime_hash": _HASHES[1],
        "status": "open",
        "stage": STAGES[number % len(STAGES)],
        "round": 1,
        "stage_entered_on": entered_on,
        "stage_due_on": entered_on + timedelta(days=100),
        "late_after": entered_on + timedelta(days=100),
        "version": 1,
        "coordinator": desk.COORDINATORS[number % len(desk.COORDINATORS)].login,
        "supervisor": "zhao",
        "opened_on": entered_on,
        "moved_on": entered_on,
        "holder": "customs",
        "holder_since": entered_on,
        "detail": {
            "enterprise": {"uscc": desk.uscc(number), "name": f"日照第{number}号实业有限公司"},
            "visits": [{"stage": STAGES[number % len(STAGES)], "round": 1, "entered_on": str(entered_on)}],
        },
    }


def _step(number: int, of: dict[str, Any], key: str, day: Day) -> dict[str, Any]:
    return {
        "case_id": number,
        "key": key,
        "of": key[:3],
        "stage": of["stage"],
        "round": 1,
        "state": "open",
        "need": "required",
        "by": "coordinator",
        "holder": "customs",
        "title": "",
        "opened_on": of["opened_on"],
        "due_on": day.due_on,
        "doer": of["coordinator"],
        "late_after": day.due_on,
        "detail": {"holdings": [{"holder": "customs", "since": str(of["opened_on"])}]},
    }


def _watch(number: int, of: dict[str, Any], key: str, day: Day) -> dict[str, Any]:
    waiting = _waiting(of["no"], key, day.due_on, of["coordinator"], desk.uscc(number))
    return {
        "key": waiting.key,
        "case_id": number,
        "step": key,
        "subject": waiting.subject,
        "site": desk.SITE,
        "due_on": day.due_on,
        "revision": 1,
        "look_at": day.look_at,
        "waiting": _WAITING.dump_python(waiting, mode="json", exclude_defaults=True),
    }


def _waiting(no: str, key: str, due_on: date, coordinator: str = "", enterprise: str = "") -> Waiting:
    return Waiting(
        key=f"{no}/{enterprise}/{key}/target",
        subject=Subject.TARGET,
        case=no,
        site=desk.SITE,
        step=key,
        due_on=due_on,
        ladder="default",
        holder="customs",
        doer=coordinator,
        coordinator=coordinator,
        supervisor="zhao",
    )


def _record(number: int, no: str) -> dict[str, Any]:
    content = json.dumps({"no": no})
    rest = {"act": "open-case", "actor": "host", "content": content, "previous": "", "hash": "0" * 64}
    return {"case_id": number, "seq": 1, "at": desk.MORNING, **rest}


def _hashes() -> tuple[str, str]:
    shipped = desk.shipped()
    return content_hash(shipped.processes["bench"]), content_hash(shipped.regimes["CN-282"])


_HASHES = _hashes()
