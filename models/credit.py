"""Credit (信用) of an enterprise: what happened to it, the certificates it was given, and what bars it from applying.

Events and certificates are told by cases, or recorded by hand, and never overwritten; every question about a day is answered from
them by `cases.credit` and `cases.windows`.
"""

from dataclasses import dataclass
from datetime import date

from models.definitions import Text
from models.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class CreditEvent:
    """Something that happened ``on`` a day under ``regime``, whose data say what ``kind`` means.

    ``level`` is the credit level from that day on, empty if it stays. ``case`` is the case that told of it; one recorded by hand
    has an ``id`` instead. ``ending``: it came with the end of that case, and is undone when the case is reopened.
    """

    kind: str
    on: date
    regime: str
    level: str = ""
    case: str = ""
    text: str = ""
    ending: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate (证书): one cycle of one level, valid from its first day until something ends it.

    ``review_on`` is the day by which it has to be re-reviewed; ``papers`` are the hashes of the files that prove the decision.
    ``event`` is what its first day is called in the regime; ``renews`` says that it follows one of the same level.
    """

    no: str
    level: str
    regime: str
    valid_from: date
    event: str
    review_on: date | None = None
    scope: str = ""
    case: str = ""
    papers: tuple[str, ...] = ()
    renews: bool = False


@dataclass(frozen=True, slots=True)
class CreditHistory:
    """All that is known of an enterprise's credit. ``reported`` is the level its roster gave, until something tells another."""

    events: tuple[CreditEvent, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    reported: str = ""


@dataclass(frozen=True, slots=True)
class LevelPeriod:
    """A credit level since a day (None: as long as we know) until the day before the next one; ``event`` brought it."""

    level: str
    since: date | None = None
    until: date | None = None
    event: CreditEvent | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A certificate with its last day and what ended it, None while it is in force."""

    certificate: Certificate
    ended_on: date | None = None
    ended_by: CreditEvent | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar (限制期) of a regime that an event started: nobody applies up to and including ``until``."""

    key: str
    title: Text
    event: CreditEvent
    until: date
    standing: Standing
    source: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """From which day an enterprise may apply for ``target``, and every bar that stands before that day, the last one first."""

    target: str
    opens_on: date
    bars: tuple[Bar, ...] = ()
