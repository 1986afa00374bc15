"""Muting (静音): what is not reminded of for a while, who may say so, and for how long. The law's date is never muted."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cases import rights
from cases.standing_in import may_for
from models.casefile import CaseFile
from models.mutes import Mute, MuteOn
from models.office import Office
from models.people import Person
from models.refusals import Reason
from models.waiting import Waiting


def muted(waiting: Waiting, office: Office, day: date) -> Mute | None:
    """The mute that covers it on ``day`` and lasts longest; None for what is said."""
    if waiting.by_law:
        return None
    found = (one for one in office.mutes.get(waiting.site, ()) if day <= one.until)
    covering = (one for one in found if one.covers(waiting.site, waiting.case, waiting.step))
    return max(covering, key=lambda one: one.until, default=None)


def mute_objections(
    mute: Mute,
    casefile: CaseFile | None,
    today: date,
    actor: Person,
    longest: timedelta,
    absentees: Iterable[Person] = (),
) -> Iterator[Reason]:
    """Who may, a reason, and a day from today on, no farther ahead than the manners allow."""
    yield from rights_objections(mute, casefile, actor, absentees)
    if casefile and mute.step and casefile.step(mute.step) is None:
        opened = ", ".join(one.key for one in casefile.steps)
        yield Reason("step.no_such", {"step": mute.step, "allowed": opened}, "step")
    if not mute.reason:
        yield Reason("reason.missing", {"act": "mute"}, "reason")
    if not today <= mute.until <= today + longest:
        yield Reason("mute.until", {"first": str(today), "last": str(today + longest)}, "until")


def rights_objections(
    mute: Mute, casefile: CaseFile | None, actor: Person, absentees: Iterable[Person] = ()
) -> Iterator[Reason]:
    """Steps and cases as any act on them, for ``absentees`` too; an enterprise or a site is for supervisors themselves.

    Lifting is for whoever may mute.
    """
    if mute.on in (MuteOn.STEP, MuteOn.CASE) and casefile:
        against = rights.may(actor, "mute", casefile, mute.step)
        if against and any(may_for(one, actor, "mute", casefile, mute.step) is None for one in absentees):
            return
    else:
        against = rights.may_at(actor, "mute-site", mute.site)
    if against:
        yield against
