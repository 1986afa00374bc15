"""Standards (认证标准): categories, items and clauses, how each clause is graded, and when the whole is passed.

Titles of items are the official short titles, titles of clauses and what is looked for our own paraphrase; the published text
prevails. What nobody here has seen is said to be unseen, or marked 待核, and never made up.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from models.definitions.base import Definition, Name, Strict, Text
from models.definitions.condition import WrittenCondition
from models.definitions.figure import Figure, Group
from models.misfit import misfit
from models.terms import WrittenLength
from models.vocabulary import Standing

StandardId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]+)+$")]
Number = Annotated[int, Field(ge=1, le=999)]
WrittenDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d){0,2}$")]
"""A day, or only the month or the year as far as it is known."""
DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Means(StrEnum):
    """How a clause is looked into."""

    DOCUMENT = "document"  # 查阅资料
    INTERVIEW = "interview"  # 访谈
    SITE = "site"  # 实地查看
    SAMPLE = "sample"  # 抽样


class Rhythm(StrEnum):
    """How often what a clause asks for comes due again."""

    PER_SHIPMENT = "per_shipment"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Grade(Strict):
    """One rating of the scale (赋分); ``points`` is None where the clause then does not count (不适用)."""

    title: Text
    points: int | None


class Ground(Strict):
    """What makes a clause not applicable: said in words, and in figures where it can be (any of the groups)."""

    title: Text
    thresholds: tuple[Group, ...] = ()


class Clause(Strict):
    """One clause (分项).

    ``ratings`` are those it allows, all of the scale if empty. ``thresholds`` give a rating to the groups of limits of which one
    must hold; the first that does decides, none means the last of ``ratings``. ``indicators`` are counted instead: ``passes``
    says how many of them a rating takes. ``trades`` are the kinds of enterprise it is for (all if empty), ``when`` further
    conditions. ``like`` names the clause of another standard that asks for the same, ``differs`` how it is less or more.
    """

    title: Text
    look_for: Text
    means: tuple[Means, ...] = ()
    ratings: tuple[Name, ...] = ()
    bonus: Annotated[int, Field(ge=1)] | None = None  # points when met
    look_back: WrittenLength | None = None
    kept_for: WrittenLength | None = None
    recurs: Rhythm | None = None
    each_year_by: DayOfYear | None = None
    deemed_met: dict[Name, Text] = {}
    not_applicable: dict[Name, Ground] = {}
    thresholds: dict[Name, tuple[Group, ...]] = {}
    indicators: dict[Name, Group] = {}
    passes: dict[Name, Annotated[int, Field(ge=1)]] = {}
    trades: tuple[Name, ...] = ()
    when: tuple[WrittenCondition, ...] = ()
    like: dict[StandardId, str] = {}
    differs: Text | None = None
    note: Text | None = None
    status: Standing = Standing.CONFIRMED

    @model_validator(mode="after")
    def _graded_in_one_way(self) -> "Clause":
        if bool(self.indicators) != bool(self.passes):
            raise misfit("indicators", at=("indicators",) if self.indicators else ("passes",))
        if self.indicators and self.thresholds:
            raise misfit("graded_twice", at=("thresholds",))
        return self


class Item(Strict):
    """One item (标准项); without a title where it was never seen."""

    title: Text | None = None
    clauses: dict[Number, Clause] = {}
    note: Text | None = None


class Category(Strict):
    """One category (类). ``unseen`` are numbers of clauses known to exist in it, whose text was never seen; ``weight`` is that of a
    dimension of a survey beside the others."""

    title: Text
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    items: dict[Number, Item]
    unseen: tuple[Number, ...] = ()
    status: Standing = Standing.CONFIRMED


class Variant(Strict):
    """The general standard (通用标准) for one kind of enterprise; without categories where its annex was never seen."""

    title: Text
    categories: dict[Name, Category] = {}


class Line(Strict):
    """A single standard (单项标准) for one line of business; without clauses where it was never seen."""

    title: Text
    clauses: dict[Number, Clause] = {}


class Bonus(Strict):
    """How much the bonus clauses give together; ``at_most`` is None where no cap is known."""

    at_most: Annotated[int, Field(ge=1)] | None = None
    status: Standing = Standing.CONFIRMED


class PassRule(Strict):
    """When the whole is passed: every predicate (`cases.assessing.predicates`) holds."""

    all_of: Annotated[tuple[WrittenCondition, ...], Field(min_length=1)]
    status: Standing = Standing.CONFIRMED
    source: str = ""
    note: Text | None = None


class NotRectifiable(Strict):
    """What may not be put right within certification, and why: clauses for which all that is named here is true.

    ``looking_back``: only clauses with a ``look_back``, which judge what has happened already. ``ratings``: only when rated so.
    """

    reason: Text
    categories: tuple[Name, ...] = ()
    items: tuple[Number, ...] = ()
    clauses: tuple[str, ...] = ()
    ratings: tuple[Name, ...] = ()
    looking_back: bool = False
    status: Standing = Standing.CONFIRMED
    source: str = ""


class Rectification(Strict):
    """Whether and how long an enterprise may put right what failed, and for what it may not."""

    periods: tuple[WrittenLength, ...] = ()
    keeps_level: bool | None = None  # None: not known
    without: tuple[NotRectifiable, ...] = ()
    status: Standing = Standing.CONFIRMED
    source: str = ""


class Counts(Strict):
    """How many there are by the published text; what is written down here must come to the same."""

    categories: int | None = None
    items: int | None = None
    general_clauses: int | None = None  # without the bonus ones
    bonus_clauses: int | None = None
    single_clauses: int | None = None
    lines: int | None = None
    articles: int | None = None  # 条, of standards that counted so
    advanced_items: int | None = None
    general_items: int | None = None


class Annex(Strict):
    """One annex of the announcement, and whether its text was seen."""

    title: Text
    seen: bool = True


class StandardDefinition(Definition):
    """One standard at one announcement. ``effective_to`` is its last day, None while in force; ``base`` the full score.

    A ``survey`` (调查) is laid out alike: its categories are dimensions, each scored by itself, and nothing is passed.
    """

    standard: StandardId
    survey: bool = False
    levels: Annotated[tuple[Name, ...], Field(min_length=1)]
    instrument: Text
    published: WrittenDate
    effective_from: date
    effective_to: date | None = None
    effective_status: Standing = Standing.CONFIRMED
    supersedes: tuple[StandardId, ...] = ()
    annexes: dict[Number, Annex] = {}
    source: str
    counts: Counts = Counts()
    base: int = 100
    scale: dict[Name, Grade] = {}
    scale_status: Standing = Standing.CONFIRMED
    bonus: Bonus | None = None
    pass_rule: PassRule | None = None
    rectification: Rectification | None = None
    figures: dict[Name, Figure] = {}
    variants: dict[Name, Variant] = {}
    lines: dict[Name, Line] = {}

    @property
    def everything(self) -> Iterator[Clause]:
        """Every clause of every variant and line."""
        for variant in self.variants.values():
            for category in variant.categories.values():
                for item in category.items.values():
                    yield from item.clauses.values()
        for line in self.lines.values():
            yield from line.clauses.values()
