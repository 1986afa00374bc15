"""Memoranda, and what departments committed themselves to."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Two tables, empty."""
    op.create_table(
        "memorandum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= signed_on", name="ck_memorandum_days"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_memorandum_site"),
        sa.PrimaryKeyConstraint("id", name="pk_memorandum"),
    )
    op.create_index("ix_memorandum_site", "memorandum", ["site"])
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("memorandum", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["memorandum"], ["memorandum.id"], name="fk_commitment_memorandum"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_commitment_site"),
        sa.ForeignKeyConstraint(["owner"], ["person.login"], name="fk_commitment_owner"),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
    )
    op.create_index("ix_commitment_memorandum", "commitment", ["memorandum"])
    op.create_index("ix_commitment_site", "commitment", ["site"])
