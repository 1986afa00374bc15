"""Snooze (稍后提醒).

Who may: those who do the step, or coordinators and supervisors for them.
From where: an open or submitted step with a target date.
Needs: ``until``, a day from the next working day on, no farther ahead than the process's ``snooze``; a reason.
Changes: nobody is reminded of the target before that day; the law's date is reminded of as ever. Then the ladder goes on from its
    highest rung. No date moves. Reassigning the step ends it.
"""

from cases.acts import Act, On
from cases.transitions import nagging
from models.vocabulary import StepState

ACT = Act(
    name="snooze",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.SUBMITTED}),
    objections=nagging.snooze_objections,
    inputs=nagging.snooze_inputs,
    check=nagging.snooze_check,
    change=nagging.snooze,
    needs_reason=True,
)
