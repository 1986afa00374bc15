"""Record a shared training (登记共同培训).

Who may: coordinators of the lead, supervisors of the site.
From where: a step that was shared with members.
Needs: who attended, the day it was held, what was taught and by whom.
Changes: the step is done on every case that attended; in the journal of each stands what it was.
"""

from cases.acts import Act, On
from cases.transitions import leading
from models.vocabulary import StepState

ACT = Act(
    name="record-training",
    on=On.STEP,
    states=frozenset({StepState.OPEN, StepState.DONE}),
    objections=leading.train_objections,
    inputs=leading.train_inputs,
    check=leading.train_check,
    change=leading.train,
    follows=leading.follows,
)
