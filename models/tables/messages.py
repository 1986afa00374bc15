"""Watches, messages, letters, attempts and consequences: reminders are rows before they are messages."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field

from models.tables.base import Moment, Row, word
from models.vocabulary import Channel, Consequence, DeedState, MessageState, Subject


class WatchRow(Row, table=True):
    """Something that waits; ``look_at`` only finds candidates, the pure rule decides. ``waiting`` is the whole value."""

    __tablename__ = "watch"

    key: str = Field(primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    step: str = Field(default="", sa_column_kwargs={"server_default": ""})
    subject: Subject = Field(sa_column=word(Subject))
    site: str
    due_on: date
    revision: int
    look_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
    waiting: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class MessageRow(Row, table=True):
    """One message to one person over one channel. ``key`` makes a repeat impossible. Without a case: of an absence or an alarm."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "ix_message_queued",
            "person",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index("ix_message_subject_revision", "subject_key", "revision"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    person: str = Field(foreign_key="person.login", index=True)
    channel: Channel = Field(sa_column=word(Channel))
    wording: str
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    site: str = Field(default="", sa_column_kwargs={"server_default": ""})  # whose people may see it
    step: str = ""
    subject_key: str
    revision: int
    rung: str
    state: MessageState = Field(sa_column=word(MessageState))
    planned_on: date
    queued_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    not_before: datetime | None = Field(default=None, sa_column=Column(Moment))
    attempts: int = 0
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    read_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    error: str = ""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class LetterRow(Row, table=True):
    """One letter: the messages of one person in one slot. ``slot`` is unique, so a slot never writes twice."""

    __tablename__ = "letter"

    id: int | None = Field(default=None, primary_key=True)
    slot: str = Field(unique=True)  # person/channel/date/slot
    person: str = Field(foreign_key="person.login")
    channel: Channel = Field(sa_column=word(Channel))
    message_id: str = Field(index=True)  # comes again when its messages are sent again
    state: MessageState = Field(sa_column=word(MessageState))
    attempts: int = 0
    sender: str = Field(default="", sa_column_kwargs={"server_default": ""})  # the worker: host, process, thread
    leased_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    next_attempt_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    error: str = ""


class AttemptRow(Row, table=True):
    """One try to deliver a letter, written before it is made; ``outcome`` stays empty when its end is unknown."""

    __tablename__ = "attempt"

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
    number: int
    started_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    outcome: str = ""  # sent, accepted, transient, permanent
    error: str = ""


class ConsequenceRow(Row, table=True):
    """What else a rung brings about, once for its ``key``; ``waiting`` is what it is about, as it was when the rung was reached."""

    __tablename__ = "consequence"
    __table_args__ = (
        Index(
            "ix_consequence_owed",
            "id",
            sqlite_where=text("state = 'owed'"),
            postgresql_where=text("state = 'owed'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    subject_key: str = Field(index=True)
    rung: str
    what: Consequence = Field(sa_column=word(Consequence))
    state: DeedState = Field(sa_column=word(DeedState))
    because: str = ""  # why the act was refused
    owed_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    settled_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    waiting: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
