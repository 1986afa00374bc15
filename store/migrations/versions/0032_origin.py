"""Which case another one follows."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_SOME = sa.text("origin <> ''")


def upgrade() -> None:
    """A number, and an index over the cases that have one."""
    op.add_column("case", sa.Column("origin", sa.String(24), nullable=False, server_default=""))
    op.create_index("ix_case_origin", "case", ["origin"], sqlite_where=_SOME, postgresql_where=_SOME)
