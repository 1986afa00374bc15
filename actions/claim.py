"""Claim (认领).

Who may: coordinators, liaisons and supervisors, for cases of their site.
From where: a case that is not closed and has no coordinator, for a liaison no liaison; an open step that nobody has to do.
Needs: nothing.
Changes: the place or the step is theirs; reminders go to them from now on.
"""

from cases.acts import Act, On
from cases.transitions import claiming
from models.vocabulary import CaseStatus, StepState

ACT = Act(
    name="claim",
    on=On.EITHER,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    states=frozenset({StepState.OPEN, StepState.SUBMITTED}),
    objections=claiming.claim_objections,
    change=claiming.claim,
)
