"""Accept a submitted step (审核通过).

Who may: the reviewing role, never who submitted it, nor a supervisor on a case they coordinate.
From where: a submitted step.
Needs: nothing; ``on`` if it counts from an earlier day.
Changes: the step is done, its milestones are reached, what follows opens.
"""

from cases.acts import Act, On
from cases.transitions import reviewing, working
from models.vocabulary import StepState

ACT = Act(
    name="accept-step",
    on=On.STEP,
    states=frozenset({StepState.SUBMITTED}),
    objections=reviewing.accept_objections,
    inputs=reviewing.accept_inputs,
    check=working.event_day_check,
    change=reviewing.accept,
)
