"""Figures (数据项) a standard is measured by, and the limits (阈值) it sets them. How they are worked out: `cases.assessing`."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Name, Strict, Text
from models.misfit import misfit
from models.vocabulary import Standing


class Measure(StrEnum):
    """What a figure counts in."""

    CNY = "cny"  # 元
    COUNT = "count"  # 次、票、人
    SHARE = "share"  # a part of one: 0.02 is 2 %
    RATIO = "ratio"  # 倍数: one thing over another, may exceed one
    CHOICE = "choice"  # no number: one of the figure's ``choices``


class Quotient(Strict):
    """One figure from others: those in ``of``, without those in ``less``, over those in ``to`` together or on average."""

    of: Annotated[tuple[Name, ...], Field(min_length=1)]
    less: tuple[Name, ...] = ()
    to: Annotated[tuple[Name, ...], Field(min_length=1)]
    averaged: bool = False


class Figure(Strict):
    """One figure of an enterprise: asked for, or worked out as a ``quotient`` of others."""

    title: Text
    measure: Measure
    choices: dict[Name, Text] = {}
    quotient: Quotient | None = None
    status: Standing = Standing.CONFIRMED
    source: str = ""

    @model_validator(mode="after")
    def _chosen_or_counted(self) -> "Figure":
        if (self.measure is Measure.CHOICE) != bool(self.choices):
            raise misfit("figure_choices", at=("choices",) if self.choices else ("measure",))
        if self.choices and self.quotient:
            raise misfit("figure_choices", at=("quotient",))
        return self


class ByProducer(Strict):
    """A bound that differs between producers (生产型) and others (非生产型)."""

    producer: int | float
    non_producer: int | float


Bound = int | float | ByProducer


class Limit(Strict):
    """One figure held against one bound. ``at_least`` and ``at_most`` include it, ``above`` and ``below`` do not."""

    figure: Name
    at_least: Bound | None = None
    at_most: Bound | None = None
    above: Bound | None = None
    below: Bound | None = None
    one_of: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _one_comparison(self) -> "Limit":
        if len(self.written) != 1:
            raise misfit("one_comparison")
        return self

    @property
    def written(self) -> tuple[str, ...]:
        """The comparisons that are written down; of a sound limit there is one."""
        return tuple(name for name in COMPARISONS if getattr(self, name) not in (None, ()))


COMPARISONS = ("at_least", "at_most", "above", "below", "one_of")
Group = Annotated[tuple[Limit, ...], Field(min_length=1)]
"""Limits that must all hold."""
