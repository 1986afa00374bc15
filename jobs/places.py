"""Places (接手的人): who works on a case that opens by itself: the people of an earlier one who are still there."""

from dataclasses import dataclass

from sqlalchemy import Connection

from models.casefile import CaseFile
from models.people import Scope
from models.vocabulary import Role
from store import people


@dataclass(frozen=True, slots=True)
class Places:
    """The logins, None for a place nobody has; what is owed there goes up the line."""

    coordinator: str | None
    liaison: str | None
    supervisor: str | None


def places(tx: Connection, site: str, before: CaseFile | None) -> Places:
    """Those of ``before``, where they are still there; somebody of the site supervises in any case, if there is anybody."""
    there = {one.login: one for one in people.listing(tx, Scope.of(site))}
    had = (before.coordinator, before.liaison, before.supervisor) if before else (None, None, None)
    coordinator, liaison, supervisor = (login if login in there else None for login in had)
    heads = (login for login, one in there.items() if one.role is Role.SUPERVISOR)
    return Places(coordinator, liaison, supervisor or next(heads, None))
