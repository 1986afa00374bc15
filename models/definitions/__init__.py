"""What experts write in ``rulebook/``, parsed: frozen schemas, one kind per folder.

A definition knows its shape, not its meaning: names are resolved and rules checked in `cases.lint`.
"""

from models.definitions.base import Definition, Text
from models.definitions.calendar import CalendarDefinition, DayOff, Year
from models.definitions.condition import Condition
from models.definitions.engagements import EngagementsDefinition
from models.definitions.ladder import LadderDefinition, Offset, Recipient, RungDefinition
from models.definitions.manners import MannersDefinition
from models.definitions.mapping import MappingDefinition
from models.definitions.problems import ProblemsDefinition, Recurring, Topic
from models.definitions.process import (
    Answer,
    CertificateDefinition,
    Effect,
    Extension,
    Outcome,
    ProcessDefinition,
    Repeat,
    Review,
    StageDefinition,
    Statutory,
    StepDefinition,
)
from models.definitions.regime import (
    BarDefinition,
    CleanRepair,
    ClockDefinition,
    CreditEventDefinition,
    CreditLevel,
    Measures,
    QualificationKind,
    RegimeDefinition,
)
from models.definitions.remedies import RemediesDefinition, Remedy
from models.definitions.standard import StandardDefinition
from models.definitions.wording import Wording, WordingDefinition

KINDS: dict[str, type[Definition]] = {
    "regime": RegimeDefinition,
    "standard": StandardDefinition,
    "process": ProcessDefinition,
    "ladder": LadderDefinition,
    "calendar": CalendarDefinition,
    "manners": MannersDefinition,
    "remedies": RemediesDefinition,
    "mapping": MappingDefinition,
    "wording": WordingDefinition,
    "problems": ProblemsDefinition,
    "engagements": EngagementsDefinition,
}

NEEDED = frozenset({"regime", "process", "ladder", "calendar", "manners", "wording", "problems", "engagements"})
"""The kinds that pages and jobs cannot do without."""

__all__ = [
    "KINDS",
    "NEEDED",
    "Answer",
    "BarDefinition",
    "CalendarDefinition",
    "CertificateDefinition",
    "CleanRepair",
    "ClockDefinition",
    "Condition",
    "CreditEventDefinition",
    "CreditLevel",
    "DayOff",
    "Definition",
    "Effect",
    "EngagementsDefinition",
    "Extension",
    "LadderDefinition",
    "MannersDefinition",
    "MappingDefinition",
    "Measures",
    "Offset",
    "Outcome",
    "ProblemsDefinition",
    "ProcessDefinition",
    "QualificationKind",
    "Recipient",
    "Recurring",
    "RegimeDefinition",
    "RemediesDefinition",
    "Remedy",
    "Repeat",
    "Review",
    "RungDefinition",
    "StageDefinition",
    "StandardDefinition",
    "Statutory",
    "StepDefinition",
    "Text",
    "Topic",
    "Wording",
    "WordingDefinition",
    "Year",
]
