"""Whose telephone and e-mail somebody may read: one rule for every page, list and document."""

from collections.abc import Callable

from sqlalchemy import Connection

from cases import rights
from models.people import Person
from store import caselist


def reached(tx: Connection, person: Person) -> Callable[[str, str], bool]:
    """Whether ``person`` needs those of the enterprise with a code at a site: it is at their site, or they have a place on a case
    of it."""
    if rights.scope(person, rights.CONTACTING) is rights.Scope.OWN:
        own = caselist.with_place(tx, person.login)
        return lambda site, uscc: (site, uscc) in own
    covered = rights.sites(person, rights.CONTACTING)
    return lambda site, uscc: covered.covers(site)
