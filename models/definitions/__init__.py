"""What experts write in ``rulebook/``, parsed: frozen schemas of regimes, standards, processes, ladders, calendars and wording.

A definition knows its shape, not its meaning: names are resolved and rules checked in `cases.lint`.
"""

from models.definitions.base import Definition, Text
from models.definitions.calendar import CalendarDefinition, DayOff, Year
from models.definitions.condition import Condition
from models.definitions.engagements import EngagementsDefinition
from models.definitions.ladder import LadderDefinition, Offset, Recipient, RungDefinition
from models.definitions.manners import MannersDefinition
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
    ClockDefinition,
    CreditEventDefinition,
    CreditLevel,
    Measures,
    QualificationKind,
    RegimeDefinition,
)
from models.definitions.standard import StandardDefinition
from models.definitions.wording import Wording, WordingDefinition

KINDS: dict[str, type[Definition]] = {
    "regime": RegimeDefinition,
    "standard": StandardDefinition,
    "process": ProcessDefinition,
    "ladder": LadderDefinition,
    "calendar": CalendarDefinition,
    "manners": MannersDefinition,
    "wording": WordingDefinition,
    "problems": ProblemsDefinition,
    "engagements": EngagementsDefinition,
}

__all__ = [
    "KINDS",
    "Answer",
    "BarDefinition",
    "CalendarDefinition",
    "CertificateDefinition",
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
    "Measures",
    "Offset",
    "Outcome",
    "ProblemsDefinition",
    "ProcessDefinition",
    "QualificationKind",
    "Recipient",
    "Recurring",
    "RegimeDefinition",
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
