"""Assessments (评估) and what was answered in them, for lists over many cases. The case's own row tells the heads to its rules."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from models.assessment import AssessmentKind, AssessmentState
from models.tables.base import Row, word


class AssessmentRow(Row, table=True):
    """One assessment. ``detail`` holds the clauses that apply and the figures."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("case_id", "key"), Index("ix_assessment_closed_on", "kind", "closed_on"))

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    key: str
    kind: AssessmentKind = Field(sa_column=word(AssessmentKind))
    state: AssessmentState = Field(sa_column=word(AssessmentState))
    standard: str
    standard_hash: str = Field(foreign_key="definition.hash")
    opened_on: date
    closed_on: date | None = None
    total: int | None = None
    passed: bool | None = None
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ClauseAnswerRow(Row, table=True):
    """What was found for one clause. ``detail`` holds the note, the evidence, who and when."""

    __tablename__ = "clause_answer"
    __table_args__ = (UniqueConstraint("assessment_id", "clause"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id")
    clause: str
    rating: str = ""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
