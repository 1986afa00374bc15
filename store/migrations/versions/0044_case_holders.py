"""Who has each open case and who had it before, worked out once from its steps; and indexes for what supervisors ask."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

CASE = sa.table(
    "case",
    *(sa.column(name) for name in ("id", "status", "stage", "round", "stage_entered_on", "holder", "holder_since")),
    sa.column("held_before", sa.JSON),
    sa.column("detail", sa.JSON),
)
STEP = sa.table(
    "step", *(sa.column(name) for name in ("id", "case_id", "stage", "round", "need")), sa.column("detail", sa.JSON)
)
OPEN = "status <> 'closed'"
INDEXES = (
    ("ix_case_open_site_stage", "case", ("site", "stage", "stage_entered_on", "process", "priority"), OPEN),
    ("ix_case_open_carried", "case", ("site", "process", "stage", "coordinator", "status", "late_after"), OPEN),
    ("ix_case_open_held", "case", ("site", "process", "stage", "holder", "holder_since"), OPEN),
    ("ix_case_agenda_since", "case", ("agenda_since",), "agenda_since is not null"),
    ("ix_step_done_on", "step", ("closed_on", "case_id", "holder", "due_on", "statutory_due_on"), "state = 'done'"),
    ("ix_step_live_statutory", "step", ("statutory_due_on",), "state in ('open', 'submitted') and statutory_due_on is not null"),
    ("ix_step_live_due", "step", ("of", "late_after", "case_id", "title"), "state in ('open', 'submitted')"),
    ("ix_step_of", "step", ("of",), None),
    ("ix_step_submitted", "step", ("doer",), "state = 'submitted'"),
)  # fmt: skip
Held = dict[str, str]


def upgrade() -> None:
    """Three columns, filled, and indexes."""
    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("holder", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("holder_since", sa.Date()))
        batch.add_column(sa.Column("held_before", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_index("ix_case_open_site_stage", "case")
    for name, table, columns, rows in INDEXES:
        where = sa.text(rows) if rows else None
        op.create_index(name, table, [*columns], sqlite_where=where, postgresql_where=where)
    _fill(op.get_bind())


def _fill(tx: sa.Connection) -> None:
    """Days are texts here: in ISO 8601 the later one is the greater."""
    day = sa.cast(CASE.c.stage_entered_on, sa.String).label("entered_on")
    rows = sa.select(CASE.c.id, CASE.c.stage, CASE.c.round, day, CASE.c.detail).where(CASE.c.status != "closed")
    for row in tx.execute(rows).all():
        here = (STEP.c.case_id == row.id, STEP.c.stage == row.stage, STEP.c.round == row.round)
        details = tx.execute(sa.select(STEP.c.detail).where(*here, STEP.c.need != "neutral").order_by(STEP.c.id))
        *before, now = _held(row.entered_on, row.detail, [one.get("holdings", []) for one in details.scalars()])
        holder, taken_on = now
        since = sa.cast(taken_on, sa.Date) if tx.dialect.name == "postgresql" else taken_on
        known = {"holder": holder, "holder_since": since, "held_before": before}
        tx.execute(sa.update(CASE).where(CASE.c.id == row.id).values(known))


def _held(entered_on: str, detail: dict[str, Any], steps: list[list[Held]]) -> list[tuple[str, str]]:
    """Who had the case since when, looked at on every day on which anything turned (docs/decisions/0006)."""
    rests = [*detail.get("rests", [])]
    if suspension := detail.get("suspension"):
        rests.append({"holder": "nobody", "since": suspension["since"]})
    began_on = max(entered_on, detail.get("taken_over_on") or entered_on)
    periods = [one for held in (*steps, rests) for one in held]
    turning = {day for one in periods for day in (one["since"], one.get("until")) if day and day > began_on}
    found: list[tuple[str, str]] = []
    for day in [began_on, *sorted(turning)]:
        holder = _holder(day, steps, rests)
        if not found or found[-1][0] != holder:
            found.append((holder, day))
    return found


def _holder(day: str, steps: Iterable[list[Held]], rests: list[Held]) -> str:
    if any(_lasts(one, day) for one in rests):
        return "nobody"
    held = [one for each in steps for one in each if _lasts(one, day) and one["holder"] != "nobody"]
    if not held or any(one["holder"] == "customs" for one in held):
        return "customs"
    return min(held, key=lambda one: one["since"])["holder"]


def _lasts(one: Held, day: str) -> bool:
    return one["since"] <= day and ("until" not in one or day < one["until"])
