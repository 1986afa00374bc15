"""The rulebook as a whole: every definition by kind and key, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.definitions import (
    CalendarDefinition,
    Definition,
    EngagementsDefinition,
    LadderDefinition,
    MannersDefinition,
    MappingDefinition,
    ProblemsDefinition,
    ProcessDefinition,
    RegimeDefinition,
    RemediesDefinition,
    StandardDefinition,
    WordingDefinition,
)
from models.refusals import Reason


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The definitions in force, each kind by key."""

    regimes: Mapping[str, RegimeDefinition] = field(default_factory=lambda: MappingProxyType({}))
    standards: Mapping[str, StandardDefinition] = field(default_factory=lambda: MappingProxyType({}))
    processes: Mapping[str, ProcessDefinition] = field(default_factory=lambda: MappingProxyType({}))
    ladders: Mapping[str, LadderDefinition] = field(default_factory=lambda: MappingProxyType({}))
    calendars: Mapping[str, CalendarDefinition] = field(default_factory=lambda: MappingProxyType({}))
    manners: Mapping[str, MannersDefinition] = field(default_factory=lambda: MappingProxyType({}))
    remedies: Mapping[str, RemediesDefinition] = field(default_factory=lambda: MappingProxyType({}))
    mappings: Mapping[str, MappingDefinition] = field(default_factory=lambda: MappingProxyType({}))
    wordings: Mapping[str, WordingDefinition] = field(default_factory=lambda: MappingProxyType({}))
    problems: Mapping[str, ProblemsDefinition] = field(default_factory=lambda: MappingProxyType({}))
    engagements: Mapping[str, EngagementsDefinition] = field(default_factory=lambda: MappingProxyType({}))

    def of_kind(self, kind: str) -> Mapping[str, Definition]:
        """All definitions of ``kind``, one of `models.definitions.KINDS`."""
        plural: Mapping[str, Mapping[str, Definition]] = {
            "regime": self.regimes,
            "standard": self.standards,
            "process": self.processes,
            "ladder": self.ladders,
            "calendar": self.calendars,
            "manners": self.manners,
            "remedies": self.remedies,
            "mapping": self.mappings,
            "wording": self.wordings,
            "problems": self.problems,
            "engagements": self.engagements,
        }
        return plural[kind]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one definition; ``path`` leads to the place inside it, so that the loader can name the line."""

    kind: str
    key: str
    path: tuple[str | int, ...]
    reason: Reason
