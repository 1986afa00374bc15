"""Delegate (委派).

Who may: coordinators for their cases, supervisors for their site.
From where: an open or planned step of the present stay.
Needs: ``to``: an active person of the site with a place on cases.
Changes: they do it, and reminders go to them; the case stays whose it is. A release gives the step back to whoever has its place.
"""

from cases.acts import Act, On
from cases.transitions import assigning
from models.vocabulary import StepState

ACT = Act(
    name="delegate",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.PLANNED}),
    inputs=assigning.assign_inputs,
    check=assigning.assign_check,
    change=assigning.assign,
)
