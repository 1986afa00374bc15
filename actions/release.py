"""Release (退回待领).

Who may: coordinators and liaisons what is theirs, supervisors for their site.
From where: a case that is not closed and has a coordinator, for a liaison a liaison; a step of the present stay that is assigned.
Needs: a reason.
Changes: nobody has the place, and the case waits in the queue; a step is again to be done by whoever has its place on the case.
    What is due meanwhile the site's supervisors hear.
"""

from cases.acts import Act, On
from cases.transitions import claiming
from models.vocabulary import CaseStatus, StepState

ACT = Act(
    name="release",
    on=On.EITHER,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    states=frozenset({StepState.OPEN, StepState.SUBMITTED, StepState.PLANNED}),
    objections=claiming.release_objections,
    change=claiming.release,
    needs_reason=True,
)
