"""Waive a step (免除步骤).

Who may: supervisors; not on a case they coordinate, if the step is theirs to do or to accept.
From where: an open or submitted step, or one to come in the present stage.
Needs: a reason.
Changes: the step has ended without being done, and stays apart from what was done; what follows opens.
"""

from cases.acts import Act, On
from cases.transitions import correcting
from models.vocabulary import StepState

ACT = Act(
    name="waive-step",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.SUBMITTED, StepState.PLANNED}),
    objections=correcting.waive_objections,
    change=correcting.waive,
    needs_reason=True,
)
