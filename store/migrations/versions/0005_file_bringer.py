"""Who brought a file, so that nobody names as evidence what they have only heard the hash of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Files of before that no case names can be brought again."""
    op.create_table(
        "file_bringer",
        sa.Column("sha256", sa.String(length=64), sa.ForeignKey("file.sha256"), primary_key=True),
        sa.Column("login", sa.String(), primary_key=True),
    )
