"""Who holds which qualification, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """One table, empty."""
    op.create_table(
        "qualification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String()),
        sa.Column("login", sa.String()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_on", sa.Date()),
        sa.Column("withdrawn_by", sa.String(), nullable=False, server_default=""),
        sa.Column("withdrawn_because", sa.String(), nullable=False, server_default=""),
        sa.CheckConstraint("valid_from <= valid_to", name="ck_qualification_days"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_qualification_site"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_qualification_login"),
        sa.PrimaryKeyConstraint("id", name="pk_qualification"),
    )
    op.create_index("ix_qualification_site", "qualification", ["site"])
