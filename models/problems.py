"""Problems (问题需求): what an enterprise asked or is stuck with, who answers it, and whether that helped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class ProblemState(StrEnum):
    """Where a problem stands. ``answered``: the enterprise has not said yet whether that helped."""

    OPEN = "open"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


LIVE = frozenset({ProblemState.OPEN, ProblemState.ANSWERED})


class AnswerKind(StrEnum):
    """What kind of answer it is."""

    SOLVED = "solved"  # 已解决
    EXPLAINED = "explained"  # 已解释
    POLICY_GAP = "policy_gap"  # 政策空白：须由上级定
    REFUSED = "refused"  # 不予办理，写明理由


class Happening(StrEnum):
    """What can happen to a problem, as its history tells it."""

    RAISED = "raised"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LINKED = "linked"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Link:
    """A case the problem stands in the way of; with a ``step``, that step waits for the answer."""

    case: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What makes two problems alike: who is to answer, what about, and the HS chapter, empty where it is about no goods."""

    department: str
    topic: str
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to a problem; ``values`` are named as the sentence about it needs them."""

    what: Happening
    at: datetime
    by: str
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, of which kind, on which day, by whom."""

    kind: AnswerKind
    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``handler`` was asked first and stays responsible; ``department`` is to answer, customs included.

    ``due_on`` is the day of the answer, once answered that of the enterprise's word; ``revision`` rises whenever it moves, and
    ``provisional`` says that it rests on a calendar nobody announced yet. The ball has been the department's since ``referred_on``,
    which said on ``accepted_on`` that it is. ``contact`` and ``phone`` are whoever asked for the enterprise.
    """

    no: str
    site: str
    uscc: str
    enterprise: str
    text: str
    topic: str
    department: str
    handler: str
    asked_at: datetime
    due_on: date
    chapter: str = ""
    contact: str = ""
    phone: str = ""
    provisional: bool = False
    revision: int = 1
    state: ProblemState = ProblemState.OPEN
    referred_on: date | None = None
    accepted_on: date | None = None
    answer: Answer | None = None
    confirmed_on: date | None = None
    disputed: int = 0  # how often the enterprise said that an answer did not help
    links: tuple[Link, ...] = ()

    @property
    def pattern(self) -> Pattern:
        """What it has in common with others."""
        return Pattern(self.department, self.topic, self.chapter)

    @property
    def is_live(self) -> bool:
        """Whether anybody still waits for anything."""
        return self.state in LIVE
