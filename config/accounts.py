"""Accounts (账号): what one must be like, who manages whose, and the switch; the same for every door."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from cases import rights
from models.definitions import LadderDefinition
from models.people import EVERYWHERE, NOWHERE, Person, Scope
from models.qualifications import Register
from models.refusals import Invalid, Missing, Reason, Refused
from models.vocabulary import Role
from notifications.addresses import is_email
from store import accounts, definitions, people, qualifications, watches

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_NOBODYS = {Role.HOST.value, Role.CLOCK.value}
ROLES = tuple(role for role in Role if role.value not in _NOBODYS)
"""What an account may be."""
_EVERYWHERE = {Role.ADMINISTRATOR, Role.POLICY}  # everybody else belongs to a site


def require_account(person: Person, parties: Collection[str]) -> None:
    """Raise Invalid with everything that is wrong with a new account; it may speak for one of ``parties``."""
    asked = {
        ("login_unusable", "login"): bool(_LOGIN.fullmatch(person.login)),
        ("login_reserved", "login"): person.login not in _NOBODYS,
        ("role_unusable", "role"): person.role.value not in _NOBODYS,
        ("name_missing", "name"): bool(person.name),
        ("person_needs_site", "site"): bool(person.site) or person.role in _EVERYWHERE,
        ("bad_email", "email"): not person.email or is_email(person.email),
        ("party_unknown", "party"): person.party in {"", *parties}
        and (not person.party or person.role is Role.DEPARTMENT),
        ("language_unknown", "language"): person.language in {"zh", "en"},
    }
    values = {"login": person.login, "role": person.role.value, "value": person.email, "language": person.language}
    values |= {"party": person.party, "allowed": ", ".join(sorted(parties))}
    wrong = [Reason(code, values, where) for (code, where), right in asked.items() if not right]
    if wrong:
        raise Invalid(*wrong)


def roles_in_use(tx: Connection) -> tuple[Role, ...]:
    """The roles for which the program has something: to do, to read, or to hear by a ladder in force."""
    ladders = cast("Iterable[LadderDefinition]", definitions.in_force(tx, "ladder").values())
    heard = {str(place) for ladder in ladders for rung in ladder.rungs for place in rung.to}
    return tuple(role for role in ROLES if rights.has_any(role) or role.value in heard)


def require_manager(actor: Person, site: str) -> None:
    """Raise Refused unless ``actor`` manages the accounts of ``site``; those of no site only who manages them all."""
    if refusal := rights.may_at(actor, "manage-people", site):
        raise Refused(refusal)


def manageable(tx: Connection, actor: Person, login: str) -> Person:
    """The person with this login, whose account ``actor`` manages. Raises Missing, for those of others as well."""
    person = people.get(tx, login)
    if rights.may_at(actor, "manage-people", person.site):
        raise Missing(Reason("person_missing", {"login": login}))
    return person


def registered(tx: Connection, actor: Person, site: str = "") -> Register:
    """The register of qualifications of the sites whose register ``actor`` keeps. Raises Refused for whoever keeps none."""
    theirs = rights.sites(actor, "record-qualification")
    if theirs == NOWHERE:
        raise Refused(rights.not_by(actor.role, "record-qualification"))
    return qualifications.listing(tx, theirs.at(site))


def switch(tx: Connection, person: Person, *, on: bool, by: Person, now: datetime) -> None:
    """Switch an account on or off. Raises Refused for one's own.

    Who is off has no session and hears nothing: everything that waits at the site is looked at again at once, so that what was
    theirs to hear reaches whoever is next in line.
    """
    if person.login == by.login:
        raise Refused(Reason("account_own", {"login": person.login}))
    people.change(tx, replace(person, active=on))
    accounts.end_sessions(tx, person.login)
    watches.wake(tx, Scope.of(person.site) if person.site else EVERYWHERE, now)
