"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
AMOUNT = sa.Numeric(18, 4).with_variant(sa.Float(), "sqlite")


def upgrade() -> None:
    """Create every table, those referred to first."""
    _people()
    _definitions()
    _enterprises()
    _cases()
    _messages()
    _operations()


def _people() -> None:
    op.create_table(
        "site",
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_site"),
    )
    op.create_table(
        "person",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_person_site"),
        sa.ForeignKeyConstraint(["supervisor"], ["person.login"], name="fk_person_supervisor"),
        sa.PrimaryKeyConstraint("login", name="pk_person"),
    )
    op.create_index("ix_person_site", "person", ["site"])
    op.create_table(
        "session",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_session_login"),
        sa.PrimaryKeyConstraint("digest", name="pk_session"),
    )
    op.create_index("ix_session_login", "session", ["login"])
    op.create_table(
        "sign_in_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_sign_in_link_login"),
        sa.PrimaryKeyConstraint("digest", name="pk_sign_in_link"),
    )
    op.create_index("ix_sign_in_link_login", "sign_in_link", ["login"])
    op.create_table(
        "token",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_token_login"),
        sa.PrimaryKeyConstraint("digest", name="pk_token"),
    )
    op.create_index("ix_token_login", "token", ["login"])
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempt"),
    )
    op.create_index("ix_login_attempt_login", "login_attempt", ["login"])


def _definitions() -> None:
    op.create_table(
        "definition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definition"),
        sa.UniqueConstraint("hash", name="uq_definition_hash"),
    )
    op.create_index("ix_definition_key", "definition", ["key"])
    op.create_index("ix_definition_kind", "definition", ["kind"])


def _enterprises() -> None:
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("uscc", sa.String(18), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("customs_code", sa.String(), nullable=False),
        sa.Column("credit_level", sa.String(), nullable=False),
        sa.Column("industry", sa.String(), nullable=False),
        sa.Column("trade_volume", AMOUNT, nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_enterprise_site"),
        sa.PrimaryKeyConstraint("id", name="pk_enterprise"),
        sa.UniqueConstraint("site", "uscc", name="uq_enterprise_site_uscc"),
    )


def _cases() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(24), nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("process_hash", sa.String(), nullable=False),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("regime_hash", sa.String(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage_entered_on", sa.Date(), nullable=False),
        sa.Column("stage_due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=True),
        sa.Column("liaison", sa.String(), nullable=True),
        sa.Column("supervisor", sa.String(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.CheckConstraint("version > 0", name="version"),
        sa.ForeignKeyConstraint(["coordinator"], ["person.login"], name="fk_case_coordinator"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name="fk_case_enterprise_id"),
        sa.ForeignKeyConstraint(["liaison"], ["person.login"], name="fk_case_liaison"),
        sa.ForeignKeyConstraint(["process_hash"], ["definition.hash"], name="fk_case_process_hash"),
        sa.ForeignKeyConstraint(["regime_hash"], ["definition.hash"], name="fk_case_regime_hash"),
        sa.ForeignKeyConstraint(["site"], ["site.code"], name="fk_case_site"),
        sa.ForeignKeyConstraint(["supervisor"], ["person.login"], name="fk_case_supervisor"),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
        sa.UniqueConstraint("no", name="uq_case_no"),
    )
    op.create_index("ix_case_coordinator", "case", ["coordinator"])
    op.create_index("ix_case_enterprise_id", "case", ["enterprise_id"])
    op.create_index(
        "ix_case_open_site_stage",
        "case",
        ["site", "stage", "stage_entered_on"],
        sqlite_where=sa.text("status <> 'closed'"),
        postgresql_where=sa.text("status <> 'closed'"),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("need", WORD, nullable=False),
        sa.Column("by", WORD, nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("assignee", sa.String(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("statutory_due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["assignee"], ["person.login"], name="fk_step_assignee"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_step_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
        sa.UniqueConstraint("case_id", "key", name="uq_step_case_id_key"),
    )
    op.create_index("ix_step_assignee", "step", ["assignee"])
    op.create_index(
        "ix_step_live_due",
        "step",
        ["due_on"],
        sqlite_where=sa.text("state in ('open', 'submitted')"),
        postgresql_where=sa.text("state in ('open', 'submitted')"),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_journal_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sa.UniqueConstraint("case_id", "seq", name="uq_journal_case_id_seq"),
    )


def _messages() -> None:
    op.create_table(
        "watch",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subject", WORD, nullable=False),
        sa.Column("site", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("look_at", MOMENT, nullable=True),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_watch_case_id"),
        sa.PrimaryKeyConstraint("key", name="pk_watch"),
    )
    op.create_index("ix_watch_case_id", "watch", ["case_id"])
    op.create_index("ix_watch_look_at", "watch", ["look_at"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("next_attempt_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.login"], name="fk_letter_person"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("slot", name="uq_letter_slot"),
    )
    op.create_index("ix_letter_message_id", "letter", ["message_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_attempt_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_letter_id", "attempt", ["letter_id"])
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_message_case_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_message_letter_id"),
        sa.ForeignKeyConstraint(["person"], ["person.login"], name="fk_message_person"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("key", name="uq_message_key"),
    )
    op.create_index("ix_message_case_id", "message", ["case_id"])
    op.create_index("ix_message_letter_id", "message", ["letter_id"])
    op.create_index("ix_message_person", "message", ["person"])
    op.create_index(
        "ix_message_queued",
        "message",
        ["person"],
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_index("ix_message_subject_revision", "message", ["subject_key", "revision"])


def _operations() -> None:
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_file"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ok", sa.Boolean(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_index("ix_run_job", "run", ["job"])
    op.create_table(
        "idempotency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_idempotency"),
        sa.UniqueConstraint("actor", "key", name="uq_idempotency_actor_key"),
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marker", sa.String(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("held_because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
