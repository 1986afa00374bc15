"""Who looked at a case (阅览): once for each person, case and day."""

from datetime import date

from sqlmodel import Field

from models.tables.base import Row


class LookRow(Row, table=True):
    """Somebody looked at a case on a day; how often that day is nobody's business."""

    __tablename__ = "look"

    case_id: int = Field(foreign_key="case.id", primary_key=True)
    login: str = Field(foreign_key="person.login", primary_key=True)
    on: date = Field(primary_key=True)
