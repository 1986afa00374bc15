"""Problems of enterprises, what happened to each, and the cases they stand in the way of."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0036"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Three tables, empty."""
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(length=24), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("chapter", sa.String(length=2), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("handler", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("referred_on", sa.Date()),
        sa.Column("accepted_on", sa.Date()),
        sa.Column("answer_kind", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("confirmed_on", sa.Date()),
        sa.Column("disputed", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.CheckConstraint("(answer_kind = '') = (answered_on IS NULL)", name="ck_problem_answer"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_problem_site"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_problem_enterprise_id"),
        sa.ForeignKeyConstraint(["handler"], ["person.login"], name="fk_problem_handler"),
        sa.PrimaryKeyConstraint("id", name="pk_problem"),
        sa.UniqueConstraint("no", name="uq_problem_no"),
    )
    op.create_index("ix_problem_enterprise_id", "problem", ["enterprise_id"])
    op.create_index("ix_problem_department", "problem", ["department"])
    op.create_index("ix_problem_handler", "problem", ["handler"])
    op.create_index("ix_problem_site_state", "problem", ["site", "state", "due_on"])
    op.create_index("ix_problem_site_asked_at", "problem", ["site", "asked_at"])
    op.create_table(
        "problem_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name="fk_problem_entry_problem_id"),
        sa.PrimaryKeyConstraint("id", name="pk_problem_entry"),
    )
    op.create_index("ix_problem_entry_problem_id", "problem_entry", ["problem_id"])
    op.create_table(
        "problem_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name="fk_problem_link_problem_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_problem_link_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_problem_link"),
        sa.UniqueConstraint("problem_id", "case_id", "step", name="uq_problem_link_problem_id_case_id_step"),
    )
    op.create_index("ix_problem_link_case_id", "problem_link", ["case_id"])
