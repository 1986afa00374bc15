"""Links (牵头关系) between a lead case and its members, for lists; the cases' own rows tell them to rules."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.tables.base import Row

_STANDING = text("until is null")


class CaseLinkRow(Row, table=True):
    """One link of two cases; a member has one lead at a time, and no case leads itself."""

    __tablename__ = "case_link"
    __table_args__ = (
        CheckConstraint("lead_id <> member_id", name="itself"),
        Index(
            "uq_case_link_member_standing", "member_id", unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(foreign_key="case.id", index=True)
    member_id: int = Field(foreign_key="case.id", index=True)
    since: date
    until: date | None = None
    why: str
    because: str = ""
