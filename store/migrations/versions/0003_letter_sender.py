"""Who is sending a letter, so that one whose sender died is taken up at once where that can be known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Empty for letters of before: their lease alone counts."""
    op.add_column("letter", sa.Column("sender", sa.String(), nullable=False, server_default=""))
