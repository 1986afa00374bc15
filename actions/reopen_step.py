"""Reopen a step (重开步骤).

Who may: coordinators and supervisors.
From where: a step done or waived in the present stay.
Needs: a reason.
Changes: the step is open again and reminders begin anew; a target that passed starts today; what was done after it
    stays done.
"""

from cases.acts import Act, On
from cases.transitions import correcting
from models.vocabulary import StepState

ACT = Act(
    name="reopen-step",
    on=On.STEP,
    states=frozenset({StepState.DONE, StepState.WAIVED}),
    objections=correcting.reopen_objections,
    change=correcting.reopen,
    needs_reason=True,
)
