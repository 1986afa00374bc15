"""Assessments and what was answered in them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0010"

_KINDS = ("self", "mock", "onsite", "yearly")
_STATES = ("open", "closed", "dropped")


def upgrade() -> None:
    """Two tables; cases of before were assessed on paper alone."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case.id"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.Enum(*_KINDS, native_enum=False, length=24), nullable=False),
        sa.Column("state", sa.Enum(*_STATES, native_enum=False, length=24), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("standard_hash", sa.String(), sa.ForeignKey("definition.hash"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("total", sa.Integer()),
        sa.Column("passed", sa.Boolean()),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.UniqueConstraint("case_id", "key"),
    )
    op.create_index("ix_assessment_closed_on", "assessment", ["kind", "closed_on"])
    op.create_table(
        "clause_answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("assessment_id", sa.Integer(), sa.ForeignKey("assessment.id"), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.UniqueConstraint("assessment_id", "clause"),
    )
