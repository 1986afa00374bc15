"""Who had the ball since when: folded once from the journal, for cases of before."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ZONE = ZoneInfo("Asia/Shanghai")  # where all sites were
CASE = sa.table("case", sa.column("id"), sa.column("detail", sa.JSON))
STEP = sa.table("step", sa.column("id"), sa.column("case_id"), sa.column("key"), sa.column("detail", sa.JSON))
JOURNAL = sa.table("journal", sa.column("case_id"), sa.column("seq"), sa.column("content"))
WATCH = sa.table("watch", sa.column("key"), sa.column("case_id"), sa.column("waiting", sa.JSON))
Held = list[dict[str, str]]


class Story:
    """One case's ball, told change by change. Days are texts: in ISO 8601 the later one is the greater."""

    def __init__(self) -> None:
        self.held: dict[str, Held] = defaultdict(list)
        self.holder: dict[str, str] = {}
        self.live: set[str] = set()
        self.rests: Held = []
        self.suspended: str | None = None
        self.closed: str | None = None

    def tell(self, change: dict[str, Any], day: str) -> None:
        """Apply one change of a record written on ``day``."""
        key = change.get("step", "")
        match change["kind"]:
            case "step_planned":
                self.holder[key] = change["holder"]
            case "step_opened":
                self.live.add(key)
                self._take(key, "nobody" if self.suspended else self.holder[key], change["opened_on"])
            case "step_reopened":
                self.live.add(key)
                self._take(key, self.holder[key], day)
            case "step_closed":
                self.live.discard(key)
                self.held[key] = _put_down(self.held[key], change["closed_on"])
            case "ball_passed":
                self.holder[key] = change["to"]
                if not self.suspended:
                    self._take(key, change["to"], day)
            case "case_suspended":
                self.suspended = change["since"]
                for live in self.live:
                    self._take(live, "nobody", change["since"])
            case "case_resumed":
                self._rest(self.suspended, change["resumed_on"])
                self.suspended = None
                for live in self.live:
                    self._take(live, self.holder[live], change["resumed_on"])
            case "case_closed":
                self.closed = change["closed_on"]
            case "case_reopened":
                self._rest(self.closed, change["reopened_on"])

    def _take(self, key: str, holder: str, on: str) -> None:
        held = self.held[key]
        if held and "until" not in held[-1] and held[-1]["holder"] == holder:
            return
        day = max([on, *(one.get("until", one["since"]) for one in held[-1:])])
        before = _put_down(held, day)
        if before and before[-1]["holder"] == holder and before[-1]["until"] == day:
            del before[-1]["until"]
        else:
            before.append({"holder": holder, "since": day})
        self.held[key] = before

    def _rest(self, since: str | None, until: str) -> None:
        day = since or until
        self.rests.append({"holder": "nobody", "since": day, "until": max(day, until)})


def upgrade() -> None:
    """The details of cases and steps, and what their watches wait for."""
    tx = op.get_bind()
    for case_id, detail in tx.execute(sa.select(CASE.c.id, CASE.c.detail)).all():
        story = _read(tx, case_id)
        if story.rests:
            tx.execute(sa.update(CASE).where(CASE.c.id == case_id).values(detail={**detail, "rests": story.rests}))
        steps = sa.select(STEP.c.id, STEP.c.key, STEP.c.detail).where(STEP.c.case_id == case_id)
        for step_id, key, inside in tx.execute(steps).all():
            if held := story.held[key]:
                tx.execute(sa.update(STEP).where(STEP.c.id == step_id).values(detail={**inside, "holdings": held}))
        _watch(tx, case_id, story)


def _read(tx: sa.Connection, case_id: int) -> Story:
    story = Story()
    contents = sa.select(JOURNAL.c.content).where(JOURNAL.c.case_id == case_id).order_by(JOURNAL.c.seq)
    for change, day in _changes(tx.execute(contents).scalars().all()):
        story.tell(change, day)
    return story


def _changes(contents: Any) -> Iterator[tuple[dict[str, Any], str]]:
    for content in contents:
        record = json.loads(content)
        day = datetime.fromisoformat(record["at"]).astimezone(ZONE).date().isoformat()
        yield from ((change, day) for change in record["changes"])


def _put_down(held: Held, on: str) -> Held:
    return [{**one, "until": min(one.get("until", on), on)} for one in held if one["since"] < on]


def _watch(tx: sa.Connection, case_id: int, story: Story) -> None:
    watches = sa.select(WATCH.c.key, WATCH.c.waiting).where(WATCH.c.case_id == case_id)
    for key, waiting in tx.execute(watches).all():
        if waiting["step"] in story.live:
            known = {**waiting, "held_since": story.held[waiting["step"]][-1]["since"]}
            tx.execute(sa.update(WATCH).where(WATCH.c.key == key).values(waiting=known))
