"""Revisions of a plan (方案版次): how one comes about, who made those that nobody has approved yet."""

from cases.draft import Draft
from models.casefile import CaseFile
from models.changes import PlanAmended
from models.people import CLOCK
from models.plan import PlanState, Revision


def amend(draft: Draft, reason: str, *, by_rule: bool = False) -> None:
    """Note that what was just done is a new revision. What was submitted or approved before it is that no more.

    ``by_rule``: it followed from an act by itself, so that whoever did that is not its author.
    """
    actor, capacity = (CLOCK, CLOCK) if by_rule else (draft.occasion.actor, draft.occasion.capacity)
    number = draft.casefile.plan_revision + 1
    draft.add(PlanAmended(revision=number, reason=reason, on=draft.today, by=actor.login, capacity=capacity.login))


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
