"""Cases (案件), their steps and their journal."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from models.tables.base import Moment, Row, word
from models.vocabulary import CaseStatus, Need, Priority, Role, StepState

_REMEDIES = text("remedy <> ''")
_LIVE = text("state in ('open', 'submitted')")
_OPEN = text("status <> 'closed'")
_STANDING = ("site", "stage", "stage_entered_on", "process", "priority")  # where each stands and how it comes first
_CARRIED = ("site", "process", "stage", "coordinator", "status", "late_after")  # all that the loads ask for, so that
_HELD = ("site", "process", "stage", "holder", "holder_since")  # no row need be read; the same of who has them
_DUE = ("of", "late_after", "case_id", "title")  # all that the heat map asks for
_LAW_RUNS = text("state in ('open', 'submitted') and statutory_due_on is not null")
_RECOMPUTED = text("act = 'recompute-deadlines'")
_KEPT = ("closed_on", "case_id", "holder", "due_on", "statutory_due_on")  # all that the rates in time ask for
_DONE = text("state = 'done'")
_SUBMITTED = text("state = 'submitted'")


class CaseRow(Row, table=True):
    """One case. ``version`` rises by one with every act; ``detail`` holds what only the rules read
    (visits, facts, milestones, suspension, stage deadline, evidence of the case)."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        Index(
            "ix_case_open_site_stage",
            *_STANDING,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_case_open_carried", *_CARRIED, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_case_open_held", *_HELD, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_case_origin", "origin", sqlite_where=text("origin <> ''"), postgresql_where=text("origin <> ''")),
        Index(
            "ix_case_next_duty_on",
            "next_duty_on",
            sqlite_where=text("next_duty_on is not null"),
            postgresql_where=text("next_duty_on is not null"),
        ),
        Index(
            "ix_case_plan_since",
            "plan_since",
            sqlite_where=text("plan_since is not null"),
            postgresql_where=text("plan_since is not null"),
        ),
        Index(
            "ix_case_agenda_since",
            "agenda_since",
            sqlite_where=text("agenda_since is not null"),
            postgresql_where=text("agenda_since is not null"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    no: str = Field(unique=True, max_length=24)
    site: str = Field(foreign_key="site.code")
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    process: str
    process_hash: str = Field(foreign_key="definition.hash")
    regime: str
    regime_hash: str = Field(foreign_key="definition.hash")
    status: CaseStatus = Field(sa_column=word(CaseStatus))
    stage: str
    round: int
    stage_entered_on: date
    stage_due_on: date | None = None
    late_after: date | None = (
        None  # of the stage; what the rules said when the case was last written (cases/lateness.py)
    )
    version: int
    coordinator: str | None = Field(default=None, foreign_key="person.login", index=True)
    liaison: str | None = Field(default=None, foreign_key="person.login")
    supervisor: str | None = Field(default=None, foreign_key="person.login")
    opened_on: date
    closed_on: date | None = None
    outcome: str = ""
    plan_revision: int = 0
    plan_since: date | None = None  # since when the plan waits for somebody's decision, while it does
    priority: Priority = Field(default=Priority.NORMAL, sa_column=word(Priority, server_default=str(Priority.NORMAL)))
    agenda_since: date | None = None
    moved_on: date | None = None
    next_duty_on: date | None = None
    origin: str = Field(default="", max_length=24, sa_column_kwargs={"server_default": ""})
    holder: str = Field(default="", sa_column_kwargs={"server_default": ""})  # this and the next two: who has had the
    holder_since: date | None = None  # case during its present stay, as the rules had it when it was last written
    held_before: list[Any] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )  # (cases/shares.py)
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class StepRow(Row, table=True):
    """One step that has become a row. ``detail`` holds what only the rules read (deadlines in full, question, evidence)."""

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        Index("ix_step_live_late", "late_after", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_step_live_doer", "doer", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_step_remedy", "remedy", sqlite_where=_REMEDIES, postgresql_where=_REMEDIES),
        Index("ix_step_live_statutory", "statutory_due_on", sqlite_where=_LAW_RUNS, postgresql_where=_LAW_RUNS),
        Index("ix_step_done_on", *_KEPT, sqlite_where=_DONE, postgresql_where=_DONE),
        Index("ix_step_live_due", *_DUE, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_step_submitted", "doer", sqlite_where=_SUBMITTED, postgresql_where=_SUBMITTED),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    key: str
    of: str = Field(default="", index=True)
    stage: str
    round: int
    state: StepState = Field(sa_column=word(StepState))
    need: Need = Field(sa_column=word(Need))
    by: Role = Field(sa_column=word(Role))
    holder: str
    title: str = ""
    remedy: str = Field(default="", sa_column_kwargs={"server_default": ""})  # its place in the library
    assignee: str | None = Field(default=None, foreign_key="person.login", index=True)
    opened_on: date | None = None
    closed_on: date | None = None
    due_on: date | None = None
    statutory_due_on: date | None = None
    paused_on: date | None = None
    doer: str | None = None  # this and the next: what the rules said when the case was last written (cases/lateness.py)
    late_after: date | None = None
    promised_on: date | None = None
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class JournalRow(Row, table=True):
    """One act. ``content`` is the exact canonical text that was hashed together with the hash before it."""

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index("ix_journal_at", "at"),
        Index("ix_journal_recomputed", "id", sqlite_where=_RECOMPUTED, postgresql_where=_RECOMPUTED),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    seq: int
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    act: str
    actor: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)
