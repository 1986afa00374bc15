"""Whose turn a step is and until when it is in time, so that lists ask the rule's own answer."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_OF_CASES = """
UPDATE "case" SET late_after = stage_due_on WHERE status = 'open'
"""
_OF_STEPS = """
UPDATE step SET
  late_after = CASE
    WHEN paused_on IS NOT NULL OR (SELECT status FROM "case" WHERE "case".id = step.case_id) <> 'open' THEN NULL
    WHEN due_on IS NULL OR statutory_due_on < due_on THEN statutory_due_on
    ELSE due_on
  END,
  doer = (
    SELECT coalesce(
      CASE WHEN step.state = 'submitted' THEN "case".supervisor
           WHEN step.assignee IS NOT NULL THEN step.assignee
           WHEN step."by" = 'liaison' THEN "case".liaison
           WHEN step."by" = 'supervisor' THEN "case".supervisor END,
      "case".coordinator
    ) FROM "case" WHERE "case".id = step.case_id
  )
WHERE state IN ('open', 'submitted')
"""
_LIVE = sa.text("state in ('open', 'submitted')")


def upgrade() -> None:
    """Rows of before get what was asked of them until now; the next act on a case, or a recomputation, tells exactly."""
    op.add_column("case", sa.Column("late_after", sa.Date()))
    op.add_column("step", sa.Column("doer", sa.String()))
    op.add_column("step", sa.Column("late_after", sa.Date()))
    op.execute(_OF_CASES)
    op.execute(_OF_STEPS)
    op.drop_index("ix_step_live_due", table_name="step")
    for name, column in (("ix_step_live_late", "late_after"), ("ix_step_live_doer", "doer")):
        op.create_index(name, "step", [column], sqlite_where=_LIVE, postgresql_where=_LIVE)
