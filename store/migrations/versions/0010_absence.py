"""Absences, mutes and alarms; messages that belong to no case, and the site whose people may see each."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WORD = sa.String(24)


def upgrade() -> None:
    """What was written so far belongs to the site of its case."""
    _absences()
    _mutes()
    _alarms()
    with op.batch_alter_table("watch") as watch:
        watch.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("message") as message:
        message.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        message.add_column(sa.Column("site", sa.String(), nullable=False, server_default=""))
    _law()
    op.execute('UPDATE message SET site = (SELECT c.site FROM "case" c WHERE c.id = message.case_id)')


def _law() -> None:
    """The law's dates are not muted; those of stages learn it with the next act on their case."""
    tx = op.get_bind()
    watch = sa.table("watch", sa.column("key"), sa.column("subject"), sa.column("waiting", sa.JSON))
    for key, waiting in tx.execute(sa.select(watch.c.key, watch.c.waiting).where(watch.c.subject == "statutory")).all():
        tx.execute(sa.update(watch).where(watch.c.key == key).values(waiting={**waiting, "by_law": True}))


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("substitute", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.CheckConstraint("first_on <= last_on", name="ck_absence_days"),
        sa.CheckConstraint("person <> substitute", name="ck_absence_substitute"),
        sa.ForeignKeyConstraint(["person"], ["person.login"], name="fk_absence_person"),
        sa.ForeignKeyConstraint(["substitute"], ["person.login"], name="fk_absence_substitute"),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_person", "absence", ["person"])
    op.create_index("ix_absence_last_on", "absence", ["last_on"])


def _mutes() -> None:
    op.create_table(
        "mute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on", WORD, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.String(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_mute_site"),
        sa.PrimaryKeyConstraint("id", name="pk_mute"),
    )
    op.create_index("ix_mute_until", "mute", ["until"])


def _alarms() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_kind", "alarm", ["kind"])
