"""The watch list (关注名单): what happened to a certified enterprise since its certificate, in the present cycle. Pure."""

from dataclasses import dataclass
from datetime import date

from cases.credit import Regimes, as_of, events, in_force, suspended_since
from models.credit import Certificate, CreditEvent, CreditHistory


@dataclass(frozen=True, slots=True)
class Watched:
    """A certificate in force and what happened since its first day, the newest first; ``suspended`` keeps measures suspended."""

    certificate: Certificate
    events: tuple[CreditEvent, ...]
    suspended: CreditEvent | None


def watched(history: CreditHistory, regimes: Regimes, day: date) -> Watched | None:
    """Why the enterprise is on the list on ``day``, None if it is not: certified, and nothing happened in this cycle."""
    certificate = in_force(history, day)
    if certificate is None:
        return None
    told = events(as_of(history, day))
    happened = tuple(one for one in reversed(told) if one.on > certificate.valid_from and one.case != certificate.case)
    return Watched(certificate, happened, suspended_since(history, regimes, day)) if happened else None
