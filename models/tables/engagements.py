"""Visits and events (走访与活动), and the enterprises each turned to."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field

from models.engagements import EngagementKind, EngagementState
from models.tables.base import Moment, Row, word


class EngagementRow(Row, table=True):
    """One visit or event as it stands; ``people`` are logins, ``photos`` hashes and names of files."""

    __tablename__ = "engagement"
    __table_args__ = (Index("ix_engagement_site_starts_at", "site", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    site: str = Field(foreign_key="site.code")
    kind: EngagementKind = Field(sa_column=word(EngagementKind))
    title: str
    starts_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    place: str
    department: str
    people: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    state: EngagementState = Field(sa_column=word(EngagementState))
    report: str = Field(sa_column=Column(Text, nullable=False))
    allowed_because: str = Field(sa_column=Column(Text, nullable=False))
    photos: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    recorded_by: str
    recorded_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class EngagementEnterpriseRow(Row, table=True):
    """An enterprise that a visit or event turned to."""

    __tablename__ = "engagement_enterprise"

    engagement_id: int = Field(foreign_key="engagement.id", primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", primary_key=True, index=True)
