"""Which plans wait for a decision, and which remedy a step came from."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0033"

_WAITING = sa.text("plan_since is not null")
_REMEDIES = sa.text("remedy <> ''")


def upgrade() -> None:
    """Two columns, each with an index over the rows that say something."""
    op.add_column("case", sa.Column("plan_since", sa.Date()))
    op.create_index("ix_case_plan_since", "case", ["plan_since"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.add_column("step", sa.Column("remedy", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_step_remedy", "step", ["remedy"], sqlite_where=_REMEDIES, postgresql_where=_REMEDIES)
