"""The plan document (方案书): what the cultivation plan of one enterprise says on paper, before it is drawn as PDF or DOCX.

Every text in it is said already, in one language; dates stay dates, marks stay marks. ``words`` are the headings and labels, so
that both drawings, and a site's own template, say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """A definition the plan rests on: what it is called, and the hash of the version."""

    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Company:
    """The enterprise the plan is for; ``lines`` are its lines of business as far as they are known."""

    name: str
    uscc: str
    customs_code: str
    level: str
    lines: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a part in the case."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of the plan: why it was made, and who approved it when, as far as anybody did."""

    number: int
    reason: str = ""
    approved_by: str = ""
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class SectionScore:
    """How one category or line of the standard stands: its clauses, those not rated yet, and those that lost points."""

    title: str
    clauses: int
    unrated: int
    gaps: int


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause: its result, what was noted or, of a gap, is looked for, and the papers shown. ``is_gap``: it lost points."""

    no: str
    title: str
    section: str
    result: str
    note: str
    papers: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The assessment the plan answers to: how it came out, predicate by predicate."""

    title: str
    on: date
    total: int
    verdict: str
    passed: bool | None
    unconfirmed: bool
    predicates: tuple[str, ...]
    sections: tuple[SectionScore, ...]
    clauses: tuple[ClauseRow, ...]

    @property
    def gaps(self) -> tuple[ClauseRow, ...]:
        """The clauses that lost points."""
        return tuple(one for one in self.clauses if one.is_gap)


@dataclass(frozen=True, slots=True)
class Due:
    """By when; ``foreseen`` where the day is not set yet, only worked out from the terms."""

    on: date
    statutory: bool = False
    foreseen: bool = False
    provisional: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the plan: where it comes from, who sees to it at customs and who on the other side, what is to be shown, by when.

    ``term`` says in words what stands in place of a day.
    """

    number: str
    title: str
    origin: str
    ours: str
    theirs: str
    papers: str
    term: str
    due: tuple[Due, ...]
    state: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the Gantt: from the first to the last day, both included."""

    title: str
    first: date
    last: date
    look: str  # stage, done, open, foreseen


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The items of one stage, and the stage's own stretch."""

    title: str
    items: tuple[Item, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The whole. ``rulebook`` is the version of the process the case follows; ``standard`` what it was diagnosed against."""

    language: str
    no: str
    site: str
    company: Company
    target: str
    issued_on: date
    revisions: tuple[Revision, ...]
    process: Edition
    regime: Edition
    standard: Edition | None
    people: tuple[Member, ...]
    diagnosis: Diagnosis | None
    stages: tuple[StagePlan, ...]
    words: Mapping[str, str]
