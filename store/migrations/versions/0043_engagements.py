"""Visits and events, and the enterprises they turned to."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Two tables, empty."""
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("allowed_because", sa.Text(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_engagement_site"),
        sa.PrimaryKeyConstraint("id", name="pk_engagement"),
    )
    op.create_index("ix_engagement_site_starts_at", "engagement", ["site", "starts_at"])
    op.create_table(
        "engagement_enterprise",
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"], name="fk_engagement_enterprise_engagement_id"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_engagement_enterprise_enterprise_id"),
        sa.PrimaryKeyConstraint("engagement_id", "enterprise_id", name="pk_engagement_enterprise"),
    )
    op.create_index("ix_engagement_enterprise_enterprise_id", "engagement_enterprise", ["enterprise_id"])
