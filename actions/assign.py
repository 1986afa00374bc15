"""Assign or reassign (分派).

Who may: supervisors.
From where: any case that is not closed, or a step of the present stay that has not ended.
Needs: ``to``: an active person of the site whose role fits; on the case also the place, coordinator by default.
Changes: the place or the step is theirs; reminders go there from now on.
"""

from cases.acts import Act, On
from cases.transitions import assigning
from models.vocabulary import CaseStatus, StepState

ACT = Act(
    name="assign",
    on=On.EITHER,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    states=frozenset({StepState.OPEN, StepState.SUBMITTED, StepState.PLANNED}),
    inputs=assigning.assign_inputs,
    check=assigning.assign_check,
    change=assigning.assign,
)
