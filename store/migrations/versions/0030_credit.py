"""What happened to an enterprise's credit, and its certificates, one row for each cycle."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0020"


def upgrade() -> None:
    """Two tables. Cases that have brought a certificate already tell of it with their next act."""
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date()),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("renews", sa.Boolean(), nullable=False),
        sa.CheckConstraint("review_on IS NULL OR review_on > valid_from", name="ck_certificate_dates"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_certificate_enterprise_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_certificate_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("case_id", name="uq_certificate_case_id"),
    )
    op.create_index("ix_certificate_enterprise_id", "certificate", ["enterprise_id"])
    op.create_table(
        "credit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("ending", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_by", sa.String(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(timezone=True)),
        sa.Column("retracted_because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_credit_event_enterprise_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_credit_event_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit_event"),
    )
    op.create_index("ix_credit_event_enterprise_id", "credit_event", ["enterprise_id"])
    op.create_index("ix_credit_event_case_id", "credit_event", ["case_id"])
