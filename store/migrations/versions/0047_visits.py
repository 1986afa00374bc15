"""When people were last here, and the journal by its moments."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """One table, empty, and an index."""
    op.create_table(
        "visit",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_visit_login"),
        sa.PrimaryKeyConstraint("login", name="pk_visit"),
    )
    op.create_index("ix_journal_at", "journal", ["at"])
