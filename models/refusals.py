"""What could not be done, and every reason why. Reasons carry a code and values; doors put them into words."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way: a code (texts: config/reasons.py) with the values its sentence needs.

    ``where`` names the step, field, row or file line it concerns, empty for the case as a whole.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    where: str = ""


class OneplanError(Exception):
    """The root: something could not be done. ``code`` is stable, outsiders rely on it."""

    code = "failed"

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__("; ".join(f"{reason.code} {reason.values}" for reason in reasons))


class Refused(OneplanError):
    """A rule says no. All reasons are listed, not only the first."""

    code = "refused"


class Forbidden(Refused):
    """Not theirs to do, whatever they send: nothing they could change would help."""


class Stale(OneplanError):
    """Somebody else changed the case meanwhile; ``version`` is the present one."""

    code = "stale"

    def __init__(self, *, given: int, version: int) -> None:
        self.version = version
        super().__init__(Reason("stale", {"given": given, "version": version}))


class Missing(OneplanError):
    """There is no such thing, or it belongs to a site this person must not see: the same answer for both."""

    code = "missing"


class Invalid(OneplanError):
    """Input that cannot be read or understood; each reason says where and what is allowed."""

    code = "invalid"


class Unavailable(OneplanError):
    """The surroundings do not allow it: a database of a newer version, a lock held elsewhere, no space."""

    code = "unavailable"
