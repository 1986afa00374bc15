"""Which case leads which, since when and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

_STANDING = sa.text("until is null")


def upgrade() -> None:
    """One table, empty."""
    op.create_table(
        "case_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False, server_default=""),
        sa.CheckConstraint("lead_id <> member_id", name="ck_case_link_itself"),
        sa.ForeignKeyConstraint(["lead_id"], ["case.id"], name="fk_case_link_lead_id"),
        sa.ForeignKeyConstraint(["member_id"], ["case.id"], name="fk_case_link_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_link"),
    )
    op.create_index("ix_case_link_lead_id", "case_link", ["lead_id"])
    op.create_index("ix_case_link_member_id", "case_link", ["member_id"])
    op.create_index(
        "uq_case_link_member_standing",
        "case_link",
        ["member_id"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
