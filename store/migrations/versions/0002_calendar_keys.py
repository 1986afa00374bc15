"""Keys with which somebody's calendar program reads their due dates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One key per person."""
    op.create_table(
        "calendar_key",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_calendar_key_login"),
        sa.PrimaryKeyConstraint("login", name="pk_calendar_key"),
        sa.UniqueConstraint("digest", name="uq_calendar_key_digest"),
    )
