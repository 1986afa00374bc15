"""Start a step (开始步骤).

Who may: those who do it, or coordinators and supervisors for them.
From where: an open step, or an optional one to come that applies and waits for nothing.
Needs: nothing.
Changes: the optional step opens with its dates; work on it is noted.
"""

from cases.acts import Act, On
from cases.transitions import working
from models.vocabulary import StepState

ACT = Act(
    name="start-step",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.PLANNED}),
    objections=working.start_objections,
    change=working.start,
)
