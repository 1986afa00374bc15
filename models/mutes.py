"""Mutes (静音): what nobody is reminded of for a while, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MuteOn(StrEnum):
    """How much a mute covers."""

    STEP = "step"
    CASE = "case"
    ENTERPRISE = "enterprise"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Mute:
    """Nothing is said of it up to and including ``until``.

    ``name`` is the number of the case or the enterprise's credit code, ``cases`` the cases this means; empty for a site.
    """

    on: MuteOn
    site: str
    until: date
    reason: str
    by: str
    name: str = ""
    step: str = ""
    cases: frozenset[str] = frozenset()
    id: int = 0

    def covers(self, site: str, case: str, step: str) -> bool:
        """Whether that step of that case (empty: its stage) is meant."""
        if site != self.site or not case:
            return False
        return self.on is MuteOn.SITE or (case in self.cases and self.step in ("", step))
