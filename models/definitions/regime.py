"""Regimes (信用管理办法): credit levels in order, statutory clocks, bars, and when they are in force."""

from datetime import date

from models.definitions.base import Definition, Key, Name, Strict, Text
from models.definitions.process import Extension
from models.terms import WrittenLength
from models.vocabulary import Standing


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
    bars: dict[Key, ClockDefinition] = {}

    def level(self, code: str) -> CreditLevel | None:
        """The level named ``code`` in this regime, if it has one."""
        return next((level for level in self.levels if level.code == code), None)
