"""Regimes (信用管理办法): credit levels in order, statutory clocks, what can happen to credit, bars, and when they are in force."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Definition, Key, Name, Strict, Text
from models.definitions.process import Extension
from models.misfit import misfit
from models.terms import WrittenLength
from models.vocabulary import Standing, Unit


class CreditLevel(Strict):
    """One credit level; a regime lists them from best to worst."""

    code: Name
    title: Text
    is_aeo: bool = False


class ClockDefinition(Strict):
    """A statutory length without its anchor: the process says what starts it."""

    title: Text
    length: WrittenLength
    extension: Extension | None = None
    pausable: bool = False  # whether questions and suspensions stop it
    status: Standing = Standing.CONFIRMED
    source: str = ""


class BarDefinition(ClockDefinition):
    """A time in which nobody applies (限制期), counted from each of the events ``after``, the day of the event not counted.

    ``targets`` are the levels it bars from, all if none is named; any of ``lifted_by`` ends it early.
    """

    after: tuple[Name, ...] = ()
    targets: tuple[Name, ...] = ()
    lifted_by: tuple[Name, ...] = ()


class Measures(StrEnum):
    """What an event does to the management measures of a level."""

    SUSPENDED = "suspended"
    RESTORED = "restored"


class CreditEventDefinition(Strict):
    """What can happen to an enterprise's credit (信用事件): the ``level`` it has from then on, whether measures stop or go on.

    ``by_hand``: people record it; the others are told by cases alone.
    """

    title: Text
    level: Name | None = None
    measures: Measures | None = None
    by_hand: bool = False
    status: Standing = Standing.CONFIRMED
    source: str = ""


class CleanRepair(Strict):
    """Repair by itself (自动修复): after ``length`` without another finding, counted from the last event of ``after``.

    The day after the last one, ``event`` happens. A case of ``process`` opens ``ahead`` of the last day, so that people see it
    come; an outcome of that event that is the clock's (``by: clock``) ends it, and any other case that has one.
    """

    title: Text
    length: WrittenLength
    after: Annotated[tuple[Name, ...], Field(min_length=1)]
    event: Name
    process: Key
    ahead: WrittenLength
    status: Standing = Standing.CONFIRMED
    source: str = ""

    @model_validator(mode="after")
    def _calendar_time(self) -> "CleanRepair":
        for field in ("length", "ahead"):
            if getattr(self, field).unit is Unit.WORKDAYS:
                raise misfit("ahead", at=(field,))
        return self


class QualificationKind(Strict):
    """A qualification (专业资质) that somebody can hold, for a time, and a process can ask for."""

    title: Text
    status: Standing = Standing.CONFIRMED
    source: str = ""


class RegimeDefinition(Definition):
    """One order on credit management. ``effective_to`` is its last day, None while in force."""

    regime: str
    instrument: Text
    effective_from: date
    effective_to: date | None = None
    source: str
    levels: tuple[CreditLevel, ...]
    standards: tuple[str, ...] = ()
    clocks: dict[Key, ClockDefinition] = {}
    events: dict[Name, CreditEventDefinition] = {}
    bars: dict[Key, BarDefinition] = {}
    clean_repair: CleanRepair | None = None
    qualifications: dict[Name, QualificationKind] = {}

    def holds_on(self, day: date) -> bool:
        """Whether the order is in force on ``day``, its first and last day among them."""
        return self.effective_from <= day <= (self.effective_to or date.max)

    def level(self, code: str) -> CreditLevel | None:
        """The level named ``code`` in this regime, if it has one."""
        return next((level for level in self.levels if level.code == code), None)
