"""Engagements (走访、宣讲、观摩、培训): when people of the site meet enterprises, planned and afterwards told of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.vocabulary import CUSTOMS


class EngagementKind(StrEnum):
    """What it is."""

    VISIT = "visit"  # 走访
    TALK = "talk"  # 宣讲
    OBSERVATION = "observation"  # 观摩
    TRAINING = "training"  # 培训


class EngagementState(StrEnum):
    """Where it stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of it in the evidence store, under the hash of its content."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Engagement:
    """One of them. ``people`` are logins of the site, ``enterprises`` credit codes; ``department`` is who it is for, customs or a
    party. ``report`` tells afterwards what came of it, ``allowed_because`` why an enterprise was asked for more than its budget."""

    site: str
    kind: EngagementKind
    title: str
    starts_at: datetime
    people: tuple[str, ...]
    enterprises: tuple[str, ...]
    place: str = ""
    department: str = CUSTOMS
    state: EngagementState = EngagementState.PLANNED
    report: str = ""
    allowed_because: str = ""
    photos: tuple[Photo, ...] = ()
    recorded_by: str = ""
    id: int = 0

    @property
    def counts(self) -> bool:
        """Whether it takes of the enterprises' time."""
        return self.state is not EngagementState.CANCELLED
