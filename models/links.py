"""Links (牵头关系): a lead case and its members, who share steps and trainings and decide alone (docs/decisions/0014)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """One link seen from one of its cases: the ``case`` at the other end and what its enterprise is called.

    It stands ``since`` a day, ``until`` it was ended (that day inclusive), None while it stands; ``because`` says why it ended.
    """

    case: str
    name: str
    since: date
    why: str
    until: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """An act on another case that follows from one on this (``act`` of ``actions.catalogue.CONSEQUENCES``)."""

    case: str
    act: str
    inputs: dict[str, str]
