"""Record a qualification somebody holds (登记专业资质).

Who may: administrators and site leads, for their site; those of no site for everywhere.
From where: a person with an account, or an officer known by name alone.
Needs: the kind, one that the rulebook knows; the number; the first and the last day it is valid, both inclusive.
Changes: where a process asks for that kind, they may be named on those days.
"""

from datetime import date, datetime

from sqlalchemy import Connection

from cases import qualified, rights
from models.people import Person
from models.qualifications import Qualification
from models.refusals import Missing, Reason, Refused
from store import definitions, people, qualifications, sites
from store.locks import OFFICE, lock

NAME = "record-qualification"


def record_qualification(
    tx: Connection,
    *,
    site: str,
    holder: str,
    kind: str,
    no: str,
    valid_from: date,
    valid_to: date,
    actor: Person,
    now: datetime,
) -> Qualification:
    """Write it down; ``holder`` is a login, or a name. Raises Missing for the site, Refused with all reasons."""
    lock(tx, OFFICE)
    if site:
        sites.get(tx, site)
    if against := rights.may_at(actor, NAME, site):
        raise Refused(against)
    account = _account(tx, holder.strip(), site)
    name, login = (account.name, account.login) if account else (holder.strip(), "")
    wanted = Qualification(name, kind, no.strip(), valid_from, valid_to, site, login)
    kinds = qualified.kinds_of(definitions.rulebook(tx).regimes.values())
    qualifications.add(tx, qualified.recorded(wanted, kinds, qualifications.at_site(tx, site)), actor.login, now)
    return wanted


def _account(tx: Connection, holder: str, site: str) -> Person | None:
    """The account with this login; none for a name. Raises Missing for an account of another site."""
    person = people.by_logins(tx, [holder]).get(holder)
    if person and site and person.site not in ("", site):
        raise Missing(Reason("person_missing", {"login": holder}))
    return person
