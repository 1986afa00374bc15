"""Open a case (立案).

Who may: supervisors for their site, coordinators for themselves.
From where: an enterprise on the roster of the site.
Needs: the process, of which the enterprise has no open case yet; a coordinator of the site, whom only the clock may leave
    open; the regime in force today.
Changes: the case has a number and stands in its first stage, whose first steps are open. The supervisor is the
    coordinator's own unless another is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.surroundings import Surroundings, surroundings, watches
from cases.credit import level_on
from cases.fold import advance
from cases.lateness import turns
from cases.occasion import Occasion
from cases.rights import may_read
from cases.shares import held_now
from cases.transitions.opening import Beginning
from cases.transitions.opening import open_case as decide
from models.acts import Done
from models.casefile import CaseFile, Enterprise
from models.changes import Change
from models.definitions import ProcessDefinition, RegimeDefinition
from models.people import Person, Scope
from models.refusals import Missing, Reason
from store import caselist, cases, definitions, enterprises, people


@dataclass(frozen=True, slots=True)
class Follows:
    """The case that a new one follows, and what is known from there."""

    case: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)


def open_case(
    tx: Connection,
    *,
    site: str,
    enterprise: str,
    process: str,
    coordinator: str | None,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    liaison: str | None = None,
    supervisor: str | None = None,
    follows: Follows | None = None,
) -> Done:
    """Open a case for the enterprise with the code ``enterprise``. Raises Missing or Refused with all reasons."""
    around = surroundings(tx, site, actor, now, zone=zone, enterprise=enterprise)
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
    if follows:
        beginning = replace(beginning, origin=follows.case, facts=follows.facts, milestones=follows.milestones)
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
        enterprise=_known(enterprises.get(tx, site, enterprise), around.occasion),
        process=definition,
        process_hash=edition.hash,
        regime=cast(RegimeDefinition, definitions.get(tx, "regime", regime.hash)),
        regime_hash=regime.hash,
        coordinator=coordinator,
        liaison=liaison,
        supervisor=supervisor,
        people=named,
        running=_running(tx, around, site=site, enterprise=enterprise, process=process),
    )


def put(tx: Connection, act: str, fresh: CaseFile, changes: tuple[Change, ...], around: Surroundings) -> Done:
    """Apply the act that makes a case. ``fresh`` is folded already and only needs its version."""
    after = advance(fresh, ())
    ahead = watches(tx, after, around)
    cases.apply(tx, None, after, around.record(act, changes), ahead, turns(after), held=held_now(after))
    return Done(after.no, after.version, changes)


def _running(tx: Connection, around: Surroundings, *, site: str, enterprise: str, process: str) -> str:
    """The number of the case of this process that the enterprise has already, empty if it has none."""
    open_ones = caselist.listing(tx, Scope.of(site), around.occasion.today, uscc=enterprise, is_closed=False)
    return next((one.no for one in open_ones.items if one.process == process), "")


def _known(record: enterprises.EnterpriseRecord, when: Occasion) -> Enterprise:
    """What rules may read of an enterprise, and the journal keeps: its level, its industry, its trade; nothing personal."""
    trade = {"trade_volume": float(record.trade_volume)} if record.trade_volume is not None else {}
    industry = {"industry": record.industry} if record.industry else {}
    return Enterprise(record.uscc, record.name, level_on(when.past, when.today), {**industry, **trade})
