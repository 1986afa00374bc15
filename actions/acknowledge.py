"""Acknowledge (知悉).

Who may: those who do the step, or coordinators and supervisors for them.
From where: an open or submitted step with a date.
Needs: nothing.
Changes: whoever does the step hears the rungs up to today no more, what is queued of them is not sent; the next rung comes as ever,
    those above hear what they would, and the law's date is reminded of as ever.
    Reassigning the step ends it: the new person is reminded.
"""

from cases.acts import Act, On
from cases.transitions import nagging
from models.vocabulary import StepState

ACT = Act(
    name="acknowledge",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.SUBMITTED}),
    objections=nagging.acknowledge_objections,
    change=nagging.acknowledge,
)
