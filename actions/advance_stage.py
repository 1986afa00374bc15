"""Leave the stage by one of its outcomes (推进阶段).

Who may: whom the outcome names, coordinators by default; an outcome above theirs is not for the case's coordinator.
From where: an open case whose gate towards that outcome misses nothing.
Needs: the outcome if it is not the way forward; a reason where it asks for one.
Changes: what was still to do is dropped; the next stage begins, in a new round if it was there before, or the case
    closes.
"""

from cases.acts import Act
from cases.transitions import stages

ACT = Act(
    name="advance-stage",
    inputs=stages.advance_inputs,
    check=stages.advance_check,
    outlook=stages.advance_outlook,
    change=stages.advance,
)
