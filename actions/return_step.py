"""Return a submitted step (审核退回).

Who may: the reviewing role.
From where: a submitted step.
Needs: a reason.
Changes: the step is open again with that reason.
"""

from cases.acts import Act, On
from cases.transitions import reviewing
from models.vocabulary import StepState

ACT = Act(
    name="return-step",
    on=On.STEP,
    states=frozenset({StepState.SUBMITTED}),
    objections=reviewing.return_objections,
    change=reviewing.give_back,
    needs_reason=True,
)
