"""Credit (信用) of enterprises: certificates and events. What people record stays, retracted or not."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field

from models.tables.base import Moment, Row


class CertificateRow(Row, table=True):
    """The certificate one case brought its enterprise: a cycle is a row, the next cycle another. ``papers`` are file hashes."""

    __tablename__ = "certificate"
    __table_args__ = (CheckConstraint("review_on IS NULL OR review_on > valid_from", name="dates"),)

    id: int | None = Field(default=None, primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    case_id: int = Field(foreign_key="case.id", unique=True)
    no: str
    level: str
    regime: str
    event: str
    valid_from: date
    review_on: date | None = None
    scope: str = ""
    papers: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    renews: bool = False


class CreditEventRow(Row, table=True):
    """Something that happened to an enterprise's credit; ``case_id`` is the case that told of it. One by hand has none, and counts
    until it is retracted."""

    __tablename__ = "credit_event"

    id: int | None = Field(default=None, primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    kind: str
    happened_on: date
    regime: str
    level: str = ""
    text: str = ""
    ending: bool = False
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    retracted_by: str = ""
    retracted_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    retracted_because: str = ""
