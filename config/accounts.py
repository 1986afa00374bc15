"""Accounts (账号): what a new one must be like, whichever door makes it."""

import re

from models.people import Person
from models.refusals import Invalid, Reason
from models.vocabulary import DEPARTMENTS, Role

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.?[^@\s,;]+")
_NOBODYS = {Role.HOST.value, Role.CLOCK.value}
_EVERYWHERE = {Role.ADMINISTRATOR, Role.POLICY}  # everybody else belongs to a site


def require_account(person: Person) -> None:
    """Raise Invalid with everything that is wrong with a new account."""
    asked = {
        "login_unusable": bool(_LOGIN.fullmatch(person.login)) and person.login not in _NOBODYS,
        "role_unusable": person.role.value not in _NOBODYS,
        "name_missing": bool(person.name),
        "person_needs_site": bool(person.site) or person.role in _EVERYWHERE,
        "bad_email": not person.email or bool(_EMAIL.fullmatch(person.email)),
        "party_unknown": person.party in {"", *DEPARTMENTS} and (not person.party or person.role is Role.DEPARTMENT),
        "language_unknown": person.language in {"zh", "en"},
    }
    values = {"login": person.login, "role": person.role.value, "value": person.email, "language": person.language}
    values |= {"party": person.party, "allowed": ", ".join(sorted(DEPARTMENTS))}
    wrong = [Reason(code, values) for code, right in asked.items() if not right]
    if wrong:
        raise Invalid(*wrong)
