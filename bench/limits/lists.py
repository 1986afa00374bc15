"""The limit of the lists: the questions of the board and of my work, asked by hand of the same rows."""

import sqlite3
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.desk import SITE
from bench.settings import Setting, pragmas

COUNTS = """
SELECT process, stage, status, stage_entered_on, count(*) FROM "case" WHERE site = ? AND status <> 'closed'
GROUP BY process, stage, status, stage_entered_on
"""
LATE = """
SELECT process, stage, count(*) FROM "case" c WHERE site = ? AND status <> 'closed' AND (late_after < ? OR EXISTS (
    SELECT 1 FROM step s WHERE s.case_id = c.id AND s.state IN ('open', 'submitted') AND s.late_after < ?))
GROUP BY process, stage
"""
CARDS = """
SELECT c.no, c.stage_entered_on, e.name, c.coordinator,
       (SELECT min(late_after) FROM step s WHERE s.case_id = c.id AND s.state IN ('open', 'submitted'))
FROM "case" c JOIN enterprise e ON e.id = c.enterprise_id
WHERE c.site = ? AND c.status <> 'closed' AND c.process = 'bench' AND c.stage = ?
ORDER BY c.priority = 'high' DESC, c.stage_entered_on, c.id LIMIT 20
"""
WORK = """
SELECT c.no, c.site, c.version, c.priority, e.name, s.key, s.of, s.state, s.holder, s.due_on, s.late_after,
       s.detail ->> 'holdings', (SELECT min(look_at) FROM watch w WHERE w.case_id = c.id AND w.step = s.key)
FROM step s JOIN "case" c ON c.id = s.case_id JOIN enterprise e ON e.id = c.enterprise_id
WHERE c.site = ? AND c.status <> 'closed' AND s.state IN ('open', 'submitted') AND s.doer = ?
ORDER BY c.priority = 'high' DESC, s.due_on IS NULL, s.due_on, c.no, s.id LIMIT 50
"""


class Limit:
    """A reader of its own."""

    def __init__(self, url: str, setting: Setting) -> None:
        self._connection: Any
        self._is_sqlite = setting.is_sqlite
        if setting.is_sqlite:
            self._connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
            for pragma in pragmas(setting):
                self._connection.execute(f"PRAGMA {pragma}")
        else:
            address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = psycopg.connect(address, autocommit=True, options="-c timezone=UTC")

    def board(self, today: str, stages: tuple[str, ...]) -> dict[str, tuple[int, int, list[str]]]:
        """Of every stage how many cases, how many late, and the numbers of its first cards."""
        counts, late = dict.fromkeys(stages, 0), dict.fromkeys(stages, 0)
        for _process, stage, _status, _day, count in self._all(COUNTS, SITE):
            counts[stage] += count
        for _process, stage, count in self._all(LATE, SITE, today, today):
            late[stage] += count
        cards = {stage: [row[0] for row in self._all(CARDS, SITE, stage)] for stage in stages}
        return {stage: (counts[stage], late[stage], cards[stage]) for stage in stages}

    def work(self, login: str) -> list[tuple[str, str]]:
        """The first fifty steps of a person."""
        return [(row[0], row[5]) for row in self._all(WORK, SITE, login)]

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _all(self, statement: str, *values: str) -> list[Any]:
        said = statement if self._is_sqlite else statement.replace("?", "%s")
        found: list[Any] = self._connection.execute(said, values).fetchall()
        return found
