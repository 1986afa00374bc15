"""Which step a watch is about, as a column: lists ask for it, and a key is nothing to take apart."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The step stood in the waiting thing all along."""
    op.add_column("watch", sa.Column("step", sa.String(), nullable=False, server_default=""))
    watch = sa.table("watch", sa.column("step", sa.String), sa.column("waiting", sa.JSON))
    op.execute(watch.update().values(step=sa.func.coalesce(watch.c.waiting["step"].as_string(), "")))
