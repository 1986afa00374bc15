"""The limit of an act: one select of what is open, then every row that changes, written once, in one transaction.

On PostgreSQL what is written goes out in one pipeline: two round trips besides BEGIN and COMMIT.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.desk import LIN, SITE, ZONE
from bench.errands import Errand
from bench.script import AFTER, STAGE_WORKDAYS, STAGES, STEP_WORKDAYS
from bench.settings import Setting, pragmas
from cases.workdays import WorkCalendar
from models.moments import in_utc, local_moment

FOLLOWS = {letter: [one for one, after in AFTER.items() if letter in after] for letter in AFTER}
SELECT = """
    SELECT c.id, c.version, c.stage, c.round, c.moved_on, c.supervisor, c.stage_entered_on, c.stage_due_on, c.detail,
           j.hash, s.key, s.opened_on, s.due_on, s.detail
    FROM "case" c
    JOIN journal j ON j.case_id = c.id AND j.seq = c.version
    LEFT JOIN step s ON s.case_id = c.id AND s.state IN ('open', 'submitted')
    WHERE c.no = ? AND c.status = 'open'
"""
RAISE = 'UPDATE "case" SET version = ?, moved_on = ? WHERE id = ? AND version = ?'
ENTER = """
    UPDATE "case" SET version = ?, moved_on = ?, stage = ?, round = ?, stage_entered_on = ?, stage_due_on = ?, late_after = ?,
           detail = ? WHERE id = ? AND version = ?
"""
CLOSE = """
    UPDATE "case" SET version = ?, status = 'closed', outcome = 'finished', closed_on = ?, late_after = NULL, detail = ?
    WHERE id = ? AND version = ?
"""
DONE = """
    UPDATE step SET state = 'done', closed_on = ?, doer = NULL, late_after = NULL, detail = ? WHERE case_id = ? AND key = ?
"""
OPEN = """
    INSERT INTO step (case_id, key, "of", stage, round, state, need, "by", holder, title, opened_on, due_on, doer, late_after,
                      detail)
    VALUES (?, ?, ?, ?, ?, 'open', 'required', 'coordinator', 'customs', '', ?, ?, ?, ?, ?)
"""
JOURNAL = """
    INSERT INTO journal (case_id, seq, at, act, actor, content, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
FORGET = "DELETE FROM watch WHERE key = ?"
WATCH = """
    INSERT INTO watch (key, case_id, step, subject, site, due_on, revision, look_at, waiting)
    VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
"""
ONCE = "INSERT INTO idempotency (actor, key, request, status, body, at) VALUES (?, ?, ?, 200, ?, ?)"

Writes = list[tuple[str, Sequence[Any]]]


class Limit:
    """The hand-written engine of this one process, with a connection of its own."""

    def __init__(self, url: str, setting: Setting, calendar: WorkCalendar, calendar_hash: str) -> None:
        self._calendar, self._calendar_hash = calendar, calendar_hash
        self._driver = _Sqlite(url, setting) if setting.is_sqlite else _Postgres(url)

    def do(self, errand: Errand) -> None:
        """Load, check, decide, write."""
        self._driver.run(errand.no, lambda rows: self._decide(errand, rows))

    def close(self) -> None:
        """Give the connection back."""
        self._driver.connection.close()

    def _decide(self, errand: Errand, rows: Sequence[Sequence[Any]]) -> Writes:
        case = _Case(errand, rows, self._calendar, self._calendar_hash)
        return case.complete(errand.move.step) if errand.move.step else case.leave(errand.move.outcome)


class _Case:
    """One case in the hand of the limit: what was read, and the rows to write."""

    def __init__(
        self, errand: Errand, rows: Sequence[Sequence[Any]], calendar: WorkCalendar, calendar_hash: str
    ) -> None:
        if not rows:
            raise LookupError(errand.no)
        (
            self.id,
            self.version,
            self.stage,
            self.round,
            self.moved_on,
            self.supervisor,
            self.entered_on,
            self.stage_due_on,
            detail,
            self.head,
            *_,
        ) = rows[0]
        self.detail = detail
        self.open = {row[10]: row[11:] for row in rows if row[10]}
        self.errand, self.calendar, self.calendar_hash = errand, calendar, calendar_hash
        self.today = errand.now.astimezone(ZONE).date()
        self.at = _moment(errand.now)
        self.uscc = _read(detail)["enterprise"]["uscc"]
        self.changes: list[dict[str, Any]] = []
        self.writes: Writes = []

    def complete(self, key: str) -> Writes:
        """Close the step, open what follows, and write all that is known of it."""
        opened_on, _due, detail = self.open.pop(key)  # KeyError: it is not open, or another's
        target = _read(detail)["target"]
        self._forget(key, "target")
        self.writes.append(
            (
                DONE,
                (
                    self.today,
                    json.dumps({"closed_by": LIN.login, "target": target} | _held(opened_on, self.today)),
                    self.id,
                    key,
                ),
            )
        )
        self.changes.append(
            {
                "closed_by": LIN.login,
                "closed_on": str(self.today),
                "kind": "step_closed",
                "reason": "",
                "state": "done",
                "step": key,
            }
        )
        letter = key[2]
        if not (set(AFTER) & {one[2] for one in self.open}):  # of b and c the last one opens d
            for following in FOLLOWS[letter]:
                self._open_step(following)
        self._move()
        self.writes.insert(0, (RAISE, (self.version + 1, self.today, self.id, self.version)))
        return self._signed("complete-step")

    def leave(self, outcome: str) -> Writes:
        """Leave the stage, enter the next one or close the case."""
        detail = _read(self.detail)
        detail["visits"][-1] |= {"left_on": str(self.today), "outcome": outcome}
        self.changes.append(
            {
                "kind": "stage_left",
                "left_on": str(self.today),
                "outcome": outcome,
                "round": self.round,
                "stage": self.stage,
            }
        )
        self._forget(self.stage if self.round == 1 else f"{self.stage}.{self.round}", "stage")
        following = self.stage if outcome == "again" else ([*STAGES, ""])[STAGES.index(self.stage) + 1]
        if not following:
            return self._close(detail)
        self.round = 2 if outcome == "again" else 1
        self.stage = following
        deadline = self._deadline(STAGE_WORKDAYS)
        detail["visits"].append({"stage": self.stage, "round": self.round, "entered_on": str(self.today)})
        detail["stage_deadline"] = deadline
        self.changes.append(
            {
                "deadline": _in_full(deadline),
                "entered_on": str(self.today),
                "kind": "stage_entered",
                "round": self.round,
                "stage": self.stage,
            }
        )
        due = date.fromisoformat(deadline["due_on"])
        self._open_step("a")
        self._move()
        self._watch(self.stage if self.round == 1 else f"{self.stage}.{self.round}", "stage", due, "stage", -5)
        values = (
            self.version + 1,
            self.today,
            self.stage,
            self.round,
            self.today,
            due,
            due,
            json.dumps(detail),
            self.id,
            self.version,
        )
        self.writes.insert(0, (ENTER, values))
        return self._signed("advance-stage")

    def _close(self, detail: dict[str, Any]) -> Writes:
        self.changes.append(
            {
                "barred_until": None,
                "closed_on": str(self.today),
                "kind": "case_closed",
                "look_again_on": None,
                "outcome": "finished",
            }
        )
        self._forget(str(self.moved_on), "stillness")
        self.writes.insert(0, (CLOSE, (self.version + 1, self.today, json.dumps(detail), self.id, self.version)))
        return self._signed("advance-stage")

    def _open_step(self, letter: str) -> None:
        of = f"{self.stage}{letter}"
        key = of if self.round == 1 else f"{of}.{self.round}"
        target = self._deadline(STEP_WORKDAYS)
        due = date.fromisoformat(target["due_on"])
        detail = {"target": target, "holdings": [{"holder": "customs", "since": str(self.today)}]}
        values = (self.id, key, of, self.stage, self.round, self.today, due, LIN.login, due, json.dumps(detail))
        self.writes.append((OPEN, values))
        self.changes += [
            {
                "assignee": None,
                "by": "coordinator",
                "element": "",
                "holder": "customs",
                "kind": "step_planned",
                "need": "required",
                "of": of,
                "round": self.round,
                "stage": self.stage,
                "step": key,
                "title": "",
            },
            {
                "kind": "step_opened",
                "opened_on": str(self.today),
                "statutory": None,
                "step": key,
                "target": _in_full(target),
            },
        ]
        self._watch(key, "target", due, "default", -3, step=key, held_since=self.today)

    def _move(self) -> None:
        """The case moved: its stillness counts from today."""
        if str(self.moved_on) != str(self.today):
            self._forget(str(self.moved_on), "stillness")
            self._watch(str(self.today), "stillness", self.today, "stillness", 10)

    def _deadline(self, workdays: int) -> dict[str, Any]:
        due = self.calendar.add(self.today, workdays)
        return {"anchor_on": str(self.today), "ends_on": str(due), "due_on": str(due)}

    def _forget(self, name: str, subject: str) -> None:
        self.writes.append((FORGET, (f"{self.errand.no}/{self.uscc}/{name}/{subject}",)))

    def _watch(
        self,
        name: str,
        subject: str,
        due: date,
        ladder: str,
        first: int,
        *,
        step: str = "",
        held_since: date | None = None,
    ) -> None:
        key = f"{self.errand.no}/{self.uscc}/{name}/{subject}"
        waiting = {
            "key": key,
            "subject": subject,
            "case": self.errand.no,
            "site": SITE,
            "step": step,
            "due_on": str(due),
            "ladder": ladder,
            "holder": "customs",
            **({"held_since": str(held_since)} if held_since else {}),
            "doer": LIN.login,
            "coordinator": LIN.login,
            "supervisor": self.supervisor,
        }
        look_at = _moment(local_moment(self.calendar.add(due, first), time(0), ZONE))
        self.writes.append((WATCH, (key, self.id, step, subject, SITE, due, look_at, json.dumps(waiting))))

    def _signed(self, act: str) -> Writes:
        content = json.dumps(
            {
                "act": act,
                "actor": LIN.login,
                "at": in_utc(self.errand.now).isoformat(),
                "calendar": self.calendar_hash,
                "changes": self.changes,
                "on_behalf_of": None,
                "reason": "",
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        digest = sha256((self.head + content).encode()).hexdigest()
        seq = self.version + 1
        self.writes.append((JOURNAL, (self.id, seq, self.at, act, LIN.login, content, self.head, digest)))
        request = sha256(self.errand.key.encode()).hexdigest()
        body = json.dumps({"no": self.errand.no, "version": seq})
        self.writes.append((ONCE, (LIN.login, self.errand.key, request, body, self.at)))
        return self.writes


_USUAL = {
    "credited": 0,
    "extended": 0,
    "extensions": 0,
    "granted": [],
    "pauses": [],
    "provisional": False,
    "revision": 1,
    "rolled": [],
    "standing": "confirmed",
    "unplaced": 0,
}


def _in_full(deadline: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted((deadline | _USUAL).items()))


def _held(since: Any, until: date) -> dict[str, Any]:
    """Who had the ball; what began and ended on one day was held by nobody."""
    return (
        {}
        if str(since) == str(until)
        else {"holdings": [{"holder": "customs", "since": str(since), "until": str(until)}]}
    )


def _read(detail: Any) -> Any:
    """SQLite gives the text of a JSON column, psycopg its value."""
    return json.loads(detail) if isinstance(detail, str) else detail


def _moment(moment: datetime) -> str:
    return in_utc(moment).strftime("%Y-%m-%d %H:%M:%S.%f")


Decide = Callable[[Sequence[Sequence[Any]]], Writes]


class _Sqlite:
    """The standard library's driver, with the settings the program gives it."""

    def __init__(self, url: str, setting: Setting) -> None:
        self.connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for pragma in pragmas(setting):
            self.connection.execute(f"PRAGMA {pragma}")

    def run(self, no: str, decide: Decide) -> None:
        """One transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, values in decide(self.connection.execute(SELECT, (no,)).fetchall()):
            self.connection.execute(statement, [str(one) if isinstance(one, date) else one for one in values])
        self.connection.execute("COMMIT")


class _Postgres:
    """psycopg; every statement is prepared at once, and all that is written travels together."""

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(address, autocommit=True, options="-c timezone=UTC", prepare_threshold=0)
        self._said: dict[str, bytes] = {}

    def run(self, no: str, decide: Decide) -> None:
        """One transaction."""
        with self.connection.transaction():
            rows = self.connection.execute(self._say(SELECT + " FOR UPDATE OF c"), (no,)).fetchall()
            with self.connection.pipeline():
                for statement, values in decide(rows):
                    self.connection.execute(self._say(statement), values)

    def _say(self, statement: str) -> bytes:
        return self._said.setdefault(statement, statement.replace("?", "%s").encode())
