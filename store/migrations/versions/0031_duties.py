"""When duties that recur are next looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

_SOME = sa.text("next_duty_on is not null")


def upgrade() -> None:
    """A day, and an index over the cases that have one."""
    op.add_column("case", sa.Column("next_duty_on", sa.Date()))
    op.create_index("ix_case_next_duty_on", "case", ["next_duty_on"], sqlite_where=_SOME, postgresql_where=_SOME)
