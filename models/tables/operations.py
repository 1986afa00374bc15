"""What keeps the program itself honest: files, leases, runs, alarms, idempotency keys, the instance marker."""

from datetime import datetime

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field

from models.tables.base import Moment, Row


class FileRow(Row, table=True):
    """A stored file, found by the hash of its content."""

    __tablename__ = "file"

    sha256: str = Field(primary_key=True, max_length=64)
    size: int
    media_type: str
    stored_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class FileBringerRow(Row, table=True):
    """Who brought a file: nobody else may name it as evidence, however well they know its hash."""

    __tablename__ = "file_bringer"

    sha256: str = Field(foreign_key="file.sha256", primary_key=True, max_length=64)
    login: str = Field(primary_key=True)


class LeaseRow(Row, table=True):
    """Who may sweep or deliver until when. Leases only keep work from being done twice in vain; keys keep it right."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    epoch: int
    until: datetime = Field(sa_column=Column(Moment, nullable=False))


class RunRow(Row, table=True):
    """One run of a job; ``ended_at`` empty: it died or is under way."""

    __tablename__ = "run"

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(index=True)
    started_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    ok: bool | None = None
    report: str = Field(default="", sa_column=Column(Text, nullable=False))


class AlarmRow(Row, table=True):
    """Something that needs whoever runs the program; over when ``ended_at`` is set."""

    __tablename__ = "alarm"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    count: int
    raised_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class IdempotencyRow(Row, table=True):
    """The answer once given to a request with this key."""

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("actor", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    actor: str
    key: str
    request: str  # SHA-256 of what was asked
    status: int
    body: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))


class InstanceRow(Row, table=True):
    """One row: which installation this database belongs to, and whether delivery is held."""

    __tablename__ = "instance"

    id: int = Field(default=1, primary_key=True)
    marker: str
    held: bool = False
    held_because: str = ""
