"""Where each channel reaches people, what they do not want there, and notices; an e-mail address is one among others now."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """E-mail addresses move out of the accounts."""
    op.create_table(
        "address",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("off_since", _MOMENT, nullable=True),
        sa.Column("off_because", sa.String(), nullable=False),
        sa.Column("tested_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_address_login"),
        sa.PrimaryKeyConstraint("login", "channel", name="pk_address"),
    )
    op.create_table(
        "declined",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_declined_login"),
        sa.PrimaryKeyConstraint("login", "channel", "kind", name="pk_declined"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_notice_login"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_login", "notice", ["login"])
    op.create_index("ix_attempt_started_at", "attempt", ["started_at"])
    op.execute(
        """INSERT INTO address (login, channel, "to", secret, off_because)
           SELECT login, 'email', email, '', '' FROM person WHERE email <> ''"""
    )
    op.drop_column("person", "email")
