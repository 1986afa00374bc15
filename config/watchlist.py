"""The watch list of sites, as the board and the command tell it: certified enterprises to which something happened since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from cases.watching import Watched, watched
from config import words
from models.credit import CreditEvent
from models.people import Scope
from models.rulebook import Rulebook
from store import credit, definitions


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise on the list, with what happened in words, the newest first."""

    site: str
    uscc: str
    name: str
    why: Watched
    happened: tuple[str, ...]


def of_scope(tx: Connection, scope: Scope, today: date) -> list[Line]:
    """Everything on the list of ``scope``; those whose measures are suspended first, then the newest event."""
    rulebook = definitions.rulebook(tx)
    found = list(_lines(tx, scope, rulebook, today))
    return sorted(found, key=lambda one: (one.why.suspended is None, -one.why.events[0].on.toordinal()))


def document(one: Line) -> dict[str, object]:
    """The same for programs."""
    return {
        "site": one.site,
        "uscc": one.uscc,
        "name": one.name,
        "certificate": one.why.certificate.no,
        "case": one.why.certificate.case,
        "measures_suspended_since": one.why.suspended.on if one.why.suspended else None,
        "events": [{"kind": event.kind, "on": event.on, "text": event.text} for event in one.why.events],
        "happened": list(one.happened),
    }


def _lines(tx: Connection, scope: Scope, rulebook: Rulebook, today: date) -> Iterator[Line]:
    for site, uscc, name in credit.certified_and_touched(tx, scope):
        why = watched(credit.history(tx, site, uscc), rulebook.regimes, today)
        if why:
            yield Line(site, uscc, name, why, tuple(_said(rulebook, event) for event in why.events))


def _said(rulebook: Rulebook, event: CreditEvent) -> str:
    regime = rulebook.regimes.get(event.regime)
    known = regime.events.get(event.kind) if regime else None
    return f"{event.on} {words.said(known.title if known else None) or event.kind}"
