"""Urge (催办).

Who may: coordinators for their cases, supervisors for those of their site.
From where: an open step with a target date, done by somebody else, not urged today.
Needs: nothing; a reason is told in the journal.
Changes: whoever does the step is reminded once more in the next letter, even if it was acknowledged or snoozed.
"""

from cases.acts import Act, On
from cases.transitions import nagging
from models.vocabulary import StepState

ACT = Act(
    name="urge",
    on=On.STEP,
    states=frozenset({StepState.OPEN}),
    objections=nagging.urge_objections,
    change=nagging.urge,
)
