"""When a case last moved, its priority, the agenda, days promised, what rungs bring about, departments of people."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_WORD = sa.String(24)
_MOVED = """
UPDATE "case" SET moved_on = (
  SELECT max(moved.day) FROM (
    SELECT one.stage_entered_on AS day FROM "case" AS one WHERE one.id = "case".id
    UNION ALL SELECT step.opened_on FROM step WHERE step.case_id = "case".id
    UNION ALL SELECT step.closed_on FROM step WHERE step.case_id = "case".id
  ) AS moved
)
"""


def upgrade() -> None:
    """A case of before has moved when a stage or a step last began or ended, as far as its rows tell."""
    op.add_column("case", sa.Column("priority", _WORD, nullable=False, server_default="normal"))
    op.add_column("case", sa.Column("agenda_since", sa.Date()))
    op.add_column("case", sa.Column("moved_on", sa.Date()))
    op.execute(_MOVED)
    op.add_column("step", sa.Column("promised_on", sa.Date()))
    op.add_column("person", sa.Column("party", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "consequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("what", _WORD, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_consequence_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consequence"),
        sa.UniqueConstraint("key", name="uq_consequence_key"),
    )
    op.create_index("ix_consequence_case_id", "consequence", ["case_id"])
    op.create_index("ix_consequence_subject_key", "consequence", ["subject_key"])
    op.create_index(
        "ix_consequence_owed",
        "consequence",
        ["id"],
        sqlite_where=sa.text("state = 'owed'"),
        postgresql_where=sa.text("state = 'owed'"),
    )
