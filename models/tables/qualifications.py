"""The register of qualifications (资质登记). A row is never changed, but for the day it was withdrawn."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field

from models.tables.base import Moment, Row


class QualificationRow(Row, table=True):
    """What somebody holds, valid from one day to another, both inclusive; of an officer without an account the name alone."""

    __tablename__ = "qualification"
    __table_args__ = (CheckConstraint("valid_from <= valid_to", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str | None = Field(default=None, foreign_key="site.code", index=True)
    login: str | None = Field(default=None, foreign_key="person.login")
    name: str
    kind: str
    no: str
    valid_from: date
    valid_to: date
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    withdrawn_on: date | None = None
    withdrawn_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    withdrawn_because: str = Field(default="", sa_column_kwargs={"server_default": ""})
