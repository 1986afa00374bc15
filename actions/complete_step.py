"""Complete a step (完成步骤).

Who may: those who do it, or coordinators and supervisors for them; what is a supervisor's to do never the case's coordinator.
From where: an open step that nobody has to review.
Needs: its answers, its evidence, no question left open; ``on`` if it happened before today.
Changes: answers become facts, dates among them milestones; the step is done; what follows opens and counts from
    that day.
"""

from cases.acts import Act, On
from cases.transitions import working

ACT = Act(
    name="complete-step",
    on=On.STEP,
    objections=working.complete_objections,
    inputs=working.complete_inputs,
    check=working.complete_check,
    change=working.complete,
)
