"""Open a case (立案).

Who may: supervisors for their site, coordinators for themselves.
From where: an enterprise on the roster of the site.
Needs: the process; a coordinator of the site; the process's regime in force today.
Changes: the case has a number and stands in its first stage, whose first steps are open. The supervisor is the
    coordinator's own unless another is named.
"""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import SHANGHAI, Surroundings, surroundings, watches
from cases.fold import advance
from cases.rights import may_read
from cases.transitions.opening import Beginning
from cases.transitions.opening import open_case as decide
from models.acts import Done
from models.casefile import CaseFile
from models.changes import Change
from models.definitions import ProcessDefinition, RegimeDefinition
from models.people import Person
from models.refusals import Missing, Reason
from store import cases, definitions, enterprises, people


def open_case(
    tx: Connection,
    *,
    site: str,
    enterprise: str,
    process: str,
    coordinator: str,
    actor: Person,
    now: datetime,
    liaison: str | None = None,
    supervisor: str | None = None,
    zone: ZoneInfo = SHANGHAI,
) -> Done:
    """Open a case for the enterprise with the code ``enterprise``. Raises Missing or Refused with all reasons."""
    around = surroundings(tx, site, actor, now, zone=zone)
    beginning = begin(
        tx,
        around,
        site=site,
        enterprise=enterprise,
        process=process,
        coordinator=coordinator,
        liaison=liaison,
        supervisor=supervisor,
    )
    fresh, changes = decide(beginning, around.occasion)
    return put(tx, "open-case", fresh, changes, around)


def begin(
    tx: Connection,
    around: Surroundings,
    *,
    site: str,
    enterprise: str,
    process: str,
    coordinator: str | None,
    liaison: str | None,
    supervisor: str | None,
) -> Beginning:
    """Look up what a case begins with. Raises Missing for what does not exist or must not be seen."""
    if not may_read(around.occasion.actor, site):
        raise Missing(Reason("site_missing", {"code": site}))
    edition = definitions.latest(tx, "process", process)
    definition = cast(ProcessDefinition, definitions.get(tx, "process", edition.hash))
    regime = definitions.latest(tx, "regime", definition.regime)
    named = people.by_logins(tx, [login for login in (coordinator, liaison, supervisor) if login])
    if supervisor is None and coordinator in named:
        supervisor = named[coordinator].supervisor
        named |= people.by_logins(tx, [supervisor] if supervisor else [])
    return Beginning(
        no=cases.next_no(tx, site, around.occasion.today.year),
        site=site,
        enterprise=enterprises.known(tx, site, enterprise),
        process=definition,
        process_hash=edition.hash,
        regime=cast(RegimeDefinition, definitions.get(tx, "regime", regime.hash)),
        regime_hash=regime.hash,
        coordinator=coordinator,
        liaison=liaison,
        supervisor=supervisor,
        people=named,
    )


def put(tx: Connection, act: str, fresh: CaseFile, changes: tuple[Change, ...], around: Surroundings) -> Done:
    """Apply the act that makes a case. ``fresh`` is folded already and only needs its version."""
    after = advance(fresh, ())
    ahead = watches(tx, after, around)
    cases.apply(tx, None, after, around.record(act, changes), ahead)
    return Done(after.no, after.version, changes)
