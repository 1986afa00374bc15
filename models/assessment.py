"""Assessments (评估): a case held against a standard. The *head* is what every rule knows, the *sheet* what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.definitions import RemediesDefinition, StandardDefinition, Text
from models.definitions.mapping import StandardMapping, Strength
from models.vocabulary import Standing


class AssessmentKind(StrEnum):
    """Who looks, and what for."""

    SELF = "self"  # 企业自评
    MOCK = "mock"  # 模拟认证
    ONSITE = "onsite"  # 实地认证
    YEARLY = "yearly"  # 年度复评
    SURVEY = "survey"  # 摸底调查: how the enterprise is as a whole; nothing is passed by it


AGAINST_STANDARDS = frozenset(AssessmentKind) - {AssessmentKind.SURVEY}
"""Kinds by a certification standard: sections are handed in and accepted, and what lost points is a gap."""


class AssessmentState(StrEnum):
    """Where an assessment stands."""

    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"  # opened by mistake; it counts for nothing
    MOVED = "moved"  # goes on as another, by the standard that took the place of its own


class SectionState(StrEnum):
    """How far a section (a category, or a line of business) is: filled in, handed in, perhaps returned, accepted."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


FILLABLE = frozenset({SectionState.OPEN, SectionState.RETURNED})
"""Sections whose answers may still change."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: since when it is in its state, by whom and, if returned, why. ``submitted_by`` handed it in last.

    ``submitted_for`` is the absent person for whom that was done, otherwise the same."""

    state: SectionState = SectionState.OPEN
    on: date | None = None
    by: str = ""
    reason: str = ""
    submitted_by: str = ""
    submitted_for: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A clause that lost points. ``barred`` says why it may not be put right within certification, None if it may."""

    clause: str
    title: Text
    rating: str
    barred: Text | None = None
    standing: Standing = Standing.CONFIRMED


@dataclass(frozen=True, slots=True)
class Assessment:
    """The head of one assessment. ``variant`` is the general standard it went by; ``total``, ``passed`` and ``lacking`` stand once
    it is closed, ``passed`` None where the standard does not say enough."""

    key: str
    kind: AssessmentKind
    standard: str
    standard_hash: str
    variant: str
    round: int
    opened_on: date
    opened_by: str
    state: AssessmentState = AssessmentState.OPEN
    sections: Mapping[str, Section] = field(default_factory=dict)
    closed_on: date | None = None
    closed_by: str = ""
    total: int | None = None
    passed: bool | None = None
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """The clauses of the standard before that an answer comes from, each with its rating and its strength."""

    clauses: tuple[str, ...]
    ratings: tuple[str, ...]
    strengths: tuple[Strength, ...]


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """What was found for one clause. ``rating`` is empty while there is only a note; ``evidence`` are hashes of the case's papers.

    ``carried_from`` names the earlier assessment it was taken over from, ``carried`` how, if that went by another standard.
    """

    clause: str
    rating: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    answered_on: date | None = None
    answered_by: str = ""
    carried_from: str = ""
    carried: Carried | None = None


Figures = Mapping[str, int | float | str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was answered in one assessment: the clauses that applied when it was opened, in order, and the answers by clause."""

    assessment: str
    clauses: tuple[str, ...]
    answers: Mapping[str, ClauseAnswer] = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The standards an act may look into, by the hash of their content; ``in_force`` names by key the hash of today. ``remedies``
    are the libraries in force, by the standard they are for. ``mapped`` tells of an older standard what became of its clauses."""

    by_hash: Mapping[str, StandardDefinition] = field(default_factory=dict)
    in_force: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, RemediesDefinition] = field(default_factory=dict)
    mapped: Mapping[str, StandardMapping] = field(default_factory=dict)
