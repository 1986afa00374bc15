"""The limit of a sweep: one INSERT ... SELECT of everything owed and one UPDATE, set-based, in one transaction.

It knows one ladder, whose rungs so far all go to whoever does the step, over inbox and e-mail; working days are a table, so that
rungs are a join. A fifth of what is due has missed a day: the rungs that time has overtaken become rows, too.
"""

import sqlite3
from datetime import date, datetime, time
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.desk import ZONE
from bench.settings import Setting, pragmas
from cases.workdays import WorkCalendar
from models.definitions import LadderDefinition
from models.moments import in_utc, local_moment

TABLES = """
CREATE TEMPORARY TABLE workday (ord INTEGER PRIMARY KEY, day TEXT NOT NULL UNIQUE, look_at TEXT NOT NULL);
CREATE TEMPORARY TABLE rung (steps INTEGER NOT NULL, name TEXT NOT NULL, wording TEXT NOT NULL, is_said INTEGER NOT NULL);
"""
OWED = """
INSERT INTO message (key, person, channel, wording, case_id, site, step, subject_key, revision, rung, state, planned_on, queued_at,
                     attempts, error, detail)
SELECT w.key || '/r' || w.revision || '/' || r.name || '/' || (w.waiting ->> 'doer') || '/' || c.channel, w.waiting ->> 'doer',
       c.channel, r.wording, w.case_id, w.site, w.step, w.key, w.revision, r.name,
       CASE WHEN r.steps = (SELECT max(h.steps) FROM rung h WHERE h.is_said = 1 AND d.ord + h.steps <= {today})
            THEN 'queued' ELSE 'superseded' END,
       {day}, {now}, 0, '', {detail}
FROM watch w
JOIN workday d ON d.day = {due}
JOIN rung r ON r.is_said = 1 AND d.ord + r.steps <= {today}
CROSS JOIN (SELECT 'inbox' AS channel UNION ALL SELECT 'email') c
WHERE w.look_at <= {now}
ON CONFLICT (key) DO NOTHING
"""
LOOK = """
UPDATE watch SET look_at = (
    SELECT {moment} FROM workday d JOIN rung r ON 1 = 1 JOIN workday n ON n.ord = d.ord + r.steps
    WHERE d.day = {due_of_watch} AND n.ord > {today})
WHERE look_at <= {now}
"""
NOTHING = "SELECT 1 FROM watch WHERE look_at <= {now} LIMIT 1"


class Limit:
    """The hand-written sweep, with a connection of its own."""

    def __init__(
        self, url: str, setting: Setting, calendar: WorkCalendar, ladder: LadderDefinition, now: datetime
    ) -> None:
        self._is_sqlite = setting.is_sqlite
        self._connection: Any = _sqlite(url, setting) if setting.is_sqlite else _postgres(url)
        self._run(TABLES)
        days = _days(calendar, now.date())
        rungs = [
            (rung.at.workdays + again * (rung.every or 0), str(rung.at), rung.wording, int(not rung.when))
            for rung in ladder.rungs
            for again in range(rung.times)
        ]
        mark = "?" if setting.is_sqlite else "%s"
        cursor = self._connection.cursor()
        cursor.executemany(f"INSERT INTO workday VALUES ({mark}, {mark}, {mark})", days)
        cursor.executemany(f"INSERT INTO rung VALUES ({mark}, {mark}, {mark}, {mark})", rungs)
        moment, day = f"'{_moment(now)}'", f"'{now.date()}'"
        self._words = {
            "today": str(next(number for number, one, _ in days if one == str(now.date()))),
            "now": moment if setting.is_sqlite else f"CAST({moment} AS TIMESTAMPTZ)",
            "day": day if setting.is_sqlite else f"CAST({day} AS DATE)",
            "due": "w.due_on" if setting.is_sqlite else "CAST(w.due_on AS TEXT)",
            "due_of_watch": "watch.due_on" if setting.is_sqlite else "CAST(watch.due_on AS TEXT)",
            "moment": "min(n.look_at)" if setting.is_sqlite else "CAST(min(n.look_at) AS TIMESTAMPTZ)",
            "detail": "'{\"waiting\": ' || w.waiting || '}'"
            if setting.is_sqlite
            else "CAST('{\"waiting\": ' || CAST(w.waiting AS TEXT) || '}' AS JSON)",
        }

    def sweep(self) -> None:
        """Queue what is owed, and say when to look again."""
        self._connection.execute("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        self._connection.execute(OWED.format(**self._words))
        self._connection.execute(LOOK.format(**self._words))
        self._connection.execute("COMMIT")

    def look(self) -> None:
        """Find nothing to do."""
        assert not self._connection.execute(NOTHING.format(**self._words)).fetchall()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _run(self, statements: str) -> None:
        for statement in filter(str.strip, statements.split(";")):
            self._connection.execute(statement)


def _days(calendar: WorkCalendar, today: date) -> list[tuple[int, str, str]]:
    days = [calendar.add(today, number) for number in range(-100, 700)]
    return [(number, str(day), _moment(local_moment(day, time(0), ZONE))) for number, day in enumerate(days)]


def _moment(moment: datetime) -> str:
    return in_utc(moment).strftime("%Y-%m-%d %H:%M:%S.%f")


def _sqlite(url: str, setting: Setting) -> sqlite3.Connection:
    connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    for pragma in pragmas(setting):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _postgres(url: str) -> psycopg.Connection:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True, options="-c timezone=UTC")
