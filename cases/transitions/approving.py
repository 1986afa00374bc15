"""Approving a plan (方案审批): submitted by whoever coordinates, decided by somebody above who had no hand in it."""

from collections.abc import Callable, Iterator

from cases import duties
from cases.acts import Ask
from cases.draft import Draft
from cases.occasion import Occasion
from cases.planning.revisions import amend, authors
from models.casefile import CaseFile
from models.changes import PlanDecided, PlanSubmitted
from models.plan import PlanState
from models.refusals import Reason
from models.vocabulary import Role

CLOSED_TO_SUBMITTING = {
    PlanState.SUBMITTED: "plan.submitted",
    PlanState.APPROVED: "plan.approved",
    PlanState.REFUSED: "plan.refused",
}


def submit_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It does not wait already, and was not approved; what was refused is amended first."""
    if code := CLOSED_TO_SUBMITTING.get(casefile.plan_state):
        yield Reason(code, {"revision": casefile.plan_revision})


def submit(draft: Draft, ask: Ask) -> None:
    """The newest revision waits for a decision. A plan nobody put anything into is that of the process, and its first revision."""
    if draft.casefile.revision is None:
        amend(draft, draft.occasion.reason)
    by = draft.occasion
    draft.add(
        PlanSubmitted(
            revision=draft.casefile.plan_revision,
            on=draft.today,
            by=by.actor.login,
            capacity=by.capacity.login,
            words=by.reason,
        )
    )


def decide_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """One is submitted, and whoever decides neither made nor submitted it nor coordinates the case."""
    if casefile.plan_state is not PlanState.SUBMITTED:
        yield Reason("plan.not_submitted", {"no": casefile.no})
        return
    own_case = list(duties.own_case(casefile, occasion, Role.SUPERVISOR))
    yield from own_case
    if not own_case and duties.deciding(occasion) & authors(casefile):
        yield Reason("plan.own_work", {"revision": casefile.plan_revision})


def decide(state: PlanState) -> Callable[[Draft, Ask], None]:
    """What becomes of the revision that was submitted."""

    def change(draft: Draft, ask: Ask) -> None:
        by = draft.occasion
        draft.add(
            PlanDecided(
                revision=draft.casefile.plan_revision,
                state=state,
                on=draft.today,
                by=by.actor.login,
                capacity=by.capacity.login,
                words=by.reason,
            )
        )

    return change
