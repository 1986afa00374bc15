"""Qualifications (专业资质): who holds which, and on which days it is valid."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Qualification:
    """``name`` holds one of ``kind`` under the number ``no``, from ``valid_from`` to ``valid_to``, both inclusive.

    ``login`` is the holder's account, empty for an officer without one; ``site`` where it counts, empty for everywhere.
    Withdrawn, it is valid no more from ``withdrawn_on`` on. ``id`` is 0 before it is kept.
    """

    name: str
    kind: str
    no: str
    valid_from: date
    valid_to: date
    site: str = ""
    login: str = ""
    id: int = 0
    withdrawn_on: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        return self.valid_from <= day <= self.valid_to and not (self.withdrawn_on and self.withdrawn_on <= day)

    def held_by(self, person: str) -> bool:
        """Whether it is theirs, who may be named by login or by name."""
        return person in (self.name, self.login)


Register = tuple[Qualification, ...]
"""All qualifications that count at a site."""
