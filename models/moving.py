"""Moving (换规): where a case is taken to, that it was, and what of its answers found no place there."""

from dataclasses import dataclass
from datetime import date

from models.assessment import Shelf
from models.definitions import MappingDefinition, ProcessDefinition, RegimeDefinition, Text


@dataclass(frozen=True, slots=True)
class Destination:
    """The definitions a case is moved to, the standards in force there, and the mapping; None between versions of the same."""

    process_hash: str
    regime_hash: str
    process: ProcessDefinition
    regime: RegimeDefinition
    shelf: Shelf
    mapping: MappingDefinition | None = None


@dataclass(frozen=True, slots=True)
class LastMove:
    """That a case was moved, by the act that made ``version`` of it; up to and including ``back_until`` it can be taken back.

    ``title`` is what it goes by now called; ``process`` and ``regime`` are what it went by before. ``added``, ``dropped`` and
    ``redated`` count steps.
    """

    version: int
    on: date
    back_until: date
    title: Text
    process: str
    regime: str
    added: int = 0
    dropped: int = 0
    redated: int = 0


@dataclass(frozen=True, slots=True)
class Stranded:
    """An answer that has no place in the new standard (遗留答复), kept until a person decides; it stands in its ``assessment``."""

    assessment: str
    clause: str
    rating: str
    why: Text | None = None  # what the mapping says; None: its targets do not apply to the enterprise

    @property
    def key(self) -> str:
        """How people name it: ``self-1/34``."""
        return f"{self.assessment}/{self.clause}"
