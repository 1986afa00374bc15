"""Revisions of a plan (方案版次): how one comes about, who made those that nobody has approved yet."""

from cases.draft import Draft
from models.casefile import CaseFile
from models.changes import PlanAmended
from models.plan import PlanState, Revision


def amend(draft: Draft, reason: str) -> None:
    """Note that what was just done is a new revision. What was submitted or approved before it is that no more."""
    by = draft.occasion
    number = draft.casefile.plan_revision + 1
    made = {"on": draft.today, "by": by.actor.login, "capacity": by.capacity.login}
    draft.add(PlanAmended(revision=number, reason=reason, **made))


def approved(casefile: CaseFile) -> Revision | None:
    """The last revision that was approved."""
    return next((one for one in reversed(casefile.revisions) if one.state is PlanState.APPROVED), None)


def unapproved(casefile: CaseFile) -> tuple[Revision, ...]:
    """The revisions since then, the oldest first."""
    last = approved(casefile)
    return tuple(one for one in casefile.revisions if last is None or one.number > last.number)


def authors(casefile: CaseFile) -> frozenset[str]:
    """Whoever has a stake in what is to be decided: those who made these revisions or submitted them, and for whom."""
    found = unapproved(casefile)
    submitted = {name for one in found if one.submitted for name in (one.submitted.by, one.submitted.capacity)}
    return frozenset({name for one in found for name in (one.by, one.capacity)} | submitted) - {""}
