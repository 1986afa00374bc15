"""Demonstration sites (示范点): what one must be like, and who adds and changes them; the same for every door."""

import re

from sqlalchemy import Connection

from cases import rights
from models.people import Person
from models.refusals import Invalid, Missing, Reason, Refused
from store import definitions, sites
from store.sites import Site

ACT = "manage-sites"
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")  # it begins every case number


def add_site(tx: Connection, site: Site, *, by: Person) -> Site:
    """Add a site; only who manages them all may. Raises Refused, also where the code is taken, Invalid, or Missing for a calendar
    nobody published."""
    _require(by, "")
    if not _CODE.fullmatch(site.code):
        raise Invalid(Reason("site_code", {"code": site.code}, "code"))
    sites.add(tx, _sound(tx, site))
    return site


def change_site(tx: Connection, site: Site, *, by: Person) -> None:
    """Another name or calendar; dates follow a calendar when they are next computed. Raises as `add_site`, and Missing."""
    if not rights.sites(by, ACT).covers(site.code):
        raise Missing(Reason("site_missing", {"code": site.code}))
    sites.change(tx, _sound(tx, site))


def _require(by: Person, code: str) -> None:
    if refusal := rights.may_at(by, ACT, code):
        raise Refused(refusal)


def _sound(tx: Connection, site: Site) -> Site:
    if not site.name:
        raise Invalid(Reason("name_missing", where="name"))
    definitions.latest(tx, "calendar", site.calendar)
    return site
