"""Doing an act: load the case, let the rule decide, look ahead for reminders, apply. The door commits."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.catalogue import ACTS, CONSEQUENCES, act_named
from actions.surroundings import Surroundings, absentees_of, atlas, surroundings, watches
from cases import acts as rules
from cases.acts import Act
from cases.answers import asked
from cases.fold import advance, replay
from cases.inputs import LONGEST_TEXT, is_sayable
from cases.lateness import turns
from cases.names import asks_register, coaches
from cases.occasion import NO_SHELF
from cases.rights import require_reach, require_sight
from cases.shares import held_now
from cases.transitions.working import asks_the_past
from models.acts import Done, Option
from models.casefile import CaseFile
from models.changes import Change, EvidenceAttached
from models.moments import local_date
from models.people import Person
from models.record import LastAct
from models.refusals import Invalid, Missing, Reason, Refused, Stale
from store import cases, definitions, files, journal, people, sheets
from store.cases import Brought

Decision = tuple[tuple[Change, ...], Surroundings]
Deciding = Callable[[Person | None], Decision]  # in whose place, None in one's own right


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One act somebody comes for (办件): who, when, on which case, on which of its steps, with what, and why.

    ``version`` is the one the actor saw, None if they saw none; ``on_behalf_of`` the absent person they name, None if nobody.
    """

    act: str
    no: str
    actor: Person
    now: datetime
    zone: ZoneInfo
    step: str | None = None
    inputs: Mapping[str, Any] | None = None
    reason: str = ""
    version: int | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """An act worked out and not applied yet: the case before and after, and how it came about."""

    before: CaseFile
    after: CaseFile
    changes: tuple[Change, ...]
    around: Surroundings


def perform(
    tx: Connection,
    act: str,
    no: str,
    *,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    step: str | None = None,
    inputs: Mapping[str, Any] | None = None,
    reason: str = "",
    version: int | None = None,
    on_behalf_of: str | None = None,
) -> Done:
    """Do ``act`` on the case: `carry_out`, for those who have no errand at hand."""
    errand = Errand(
        act=act,
        no=no,
        actor=actor,
        now=now,
        zone=zone,
        step=step,
        inputs=inputs,
        reason=reason,
        version=version,
        on_behalf_of=on_behalf_of,
    )
    return carry_out(tx, errand)


def carry_out(tx: Connection, errand: Errand) -> Done:
    """Do what the errand asks. An act that changes nothing leaves the version alone.

    1. Load the case under its lock. Raises Missing, also for a case the actor must not see.
    2. Check the version the actor saw, if given. Raises Stale.
    3. Decide, in the actor's own right or else for somebody absent. Raises Refused with all reasons, Invalid for an act that
       does not exist.
    4. Apply the changes, the record of them, and the watches on what then waits.
    5. Do what follows on other cases, in the order of the consequences; if one of them refuses, nothing is done at all.
    """
    return _carry_out(tx, act_named(errand.act), errand)


def _carry_out(tx: Connection, act: Act, errand: Errand) -> Done:
    brought = cases.hold(tx, errand.no)
    decided = _decide(tx, act, errand, brought)
    if not decided.changes:
        return Done(errand.no, decided.before.version, ())
    after, around = decided.after, decided.around
    record, ahead = around.record(act.name, decided.changes), watches(tx, after, around)
    cases.apply(tx, decided.before, after, record, ahead, turns(after), held=held_now(after), brought=brought)
    for one in act.follows(after, decided.changes):
        there = replace(errand, act=one.act, no=one.case, step=None, inputs=one.inputs, version=None)
        _carry_out(tx, CONSEQUENCES[one.act], there)
    return Done(errand.no, decided.after.version, decided.changes)


def draft(tx: Connection, errand: Errand) -> Decided:
    """What `carry_out` would do, without doing it: the new dates are shown before they are saved. Raises the same."""
    return _decide(tx, act_named(errand.act), errand, cases.bring(tx, errand.no))


def options(tx: Connection, no: str, *, actor: Person, now: datetime, zone: ZoneInfo) -> list[Option]:
    """Every act on the case and its steps: possible for ``actor`` now, perhaps for somebody absent, or every reason why not.

    Raises Missing.
    """
    casefile = cases.load(tx, no)
    require_sight(actor, casefile)
    newest = journal.newest(tx, no)
    last = LastAct(newest) if newest else None

    def offered(absent: Person | None) -> list[Option]:
        around = surroundings(tx, casefile.site, actor, now, zone=zone, on_behalf_of=absent, last=last)
        return rules.options(ACTS.values(), casefile, around.occasion)

    return rules.best(offered(None), map(offered, absentees_of(tx, actor, local_date(now, zone))))


def _decide(tx: Connection, act: Act, errand: Errand, brought: Brought) -> Decided:
    before = brought.casefile
    require_reach(errand.actor, act.name, before, errand.step or "")
    if not is_sayable(errand.reason):
        raise Invalid(Reason("reason.unusable", {"longest": LONGEST_TEXT}, "reason"))
    if errand.version is not None and errand.version != before.version:
        raise Stale(given=errand.version, version=before.version)
    actor, now, zone = errand.actor, errand.now, errand.zone
    before = sheets.with_sheets(tx, before) if act.reads_sheets else before
    shelf = sheets.shelf(tx, before) if act.reads_sheets else NO_SHELF
    step, inputs = errand.step or "", errand.inputs or {}
    named = people.by_logins(tx, _logins(act, before, step, inputs))
    other = _other(tx, errand, str(inputs.get(act.names_case, "")).strip()) if act.names_case else None
    reach = atlas(tx, act.way, before, inputs)
    last = _last_act(tx, before.no) if act.looks_back else None

    def decide(absent: Person | None) -> Decision:
        around = surroundings(
            tx,
            before.site,
            actor,
            now,
            zone=zone,
            reason=errand.reason,
            on_behalf_of=absent,
            enterprise=before.enterprise.uscc if asks_the_past(before, step) else "",
            shelf=shelf,
            in_force=brought.in_force,
            qualified=asks_register(asked(before, step).values()),
            atlas=reach,
            last=last,
        )
        if other:
            around = replace(around, occasion=replace(around.occasion, other=other))
        return rules.decide(act, before, step, inputs, around.occasion, named), around

    absentees = partial(absentees_of, tx, actor, local_date(now, zone))
    changes, around = _for_somebody(decide, absentees, errand.on_behalf_of)
    for change in changes:
        if isinstance(change, EvidenceAttached):
            files.brought(tx, change.evidence.sha256, actor.login)  # kept here, and no stranger's
    after = advance(before, changes, reach.definition) if changes else before
    return Decided(before, after, changes, around)


def _other(tx: Connection, errand: Errand, no: str) -> CaseFile | None:
    """The case the inputs name; None if there is none, or the actor must not see it: the rule says so beside the field."""
    if not is_sayable(no):
        return None
    with suppress(Missing):
        found = cases.load(tx, no)
        require_sight(errand.actor, found)
        return found
    return None


def _last_act(tx: Connection, no: str) -> LastAct | None:
    """The newest act on the case and the case before it; None where nothing was before."""
    *earlier, newest = journal.records(tx, no)
    if not earlier:
        return None
    return LastAct(newest, replay(earlier, lambda kind, content: definitions.get(tx, kind, content)))


def _for_somebody(decide: Deciding, absentees: Callable[[], Iterable[Person]], on_behalf_of: str | None) -> Decision:
    """The act in one's own right, or in place of the first absent person for whom it is possible; of one who is named, of them.

    Raises what stands against it in one's own right, or that one does not stand in for who was named.
    """
    if on_behalf_of is not None:
        named = next((one for one in absentees() if one.login == on_behalf_of), None)
        if named is None:
            raise Refused(Reason("rights.no_substitute", {"login": on_behalf_of}))
        return decide(named)
    try:
        return decide(None)
    except Refused:
        for absent in absentees():
            with suppress(Refused):
                return decide(absent)
        raise


def _logins(act: Act, casefile: CaseFile, step: str, inputs: Mapping[str, Any]) -> list[str]:
    """The people whom the inputs name; where names are given, those who coached too, to tell them apart."""
    asked_of = act.inputs(casefile, step)
    named = [str(inputs[one.name]).strip() for one in asked_of if one.type == "person" and inputs.get(one.name)]
    places = coaches(casefile, casefile.opened_on) if any(one.type == "names" for one in asked_of) else ()
    return [*named, *sorted(places)]
