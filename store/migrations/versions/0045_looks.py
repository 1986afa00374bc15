"""Who looked at which case on which day; and of tokens what each is for, since when, and when it was last used."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    """A table, empty; three columns; and an index that finds the dates that calendars moved."""
    op.create_table(
        "look",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_look_case_id"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_look_login"),
        sa.PrimaryKeyConstraint("case_id", "login", "on", name="pk_look"),
    )
    with op.batch_alter_table("token") as batch:
        batch.add_column(sa.Column("name", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("created_at", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("used_at", sa.DateTime(timezone=True)))
    moved = sa.text("act = 'recompute-deadlines'")
    op.create_index("ix_journal_recomputed", "journal", ["id"], sqlite_where=moved, postgresql_where=moved)
