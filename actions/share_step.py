"""Share a step with members (共享步骤).

Who may: coordinators of the lead, supervisors of the site.
From where: an open step of a case that leads others.
Needs: with whom, otherwise with every member that has it not yet; each of them open.
Changes: each gets a step of its own, with its origin and the lead's date; its plan has a new revision.
"""

from cases.acts import Act, On
from cases.transitions import leading

ACT = Act(
    name="share-step",
    on=On.STEP,
    objections=leading.share_objections,
    inputs=leading.share_inputs,
    check=leading.share_check,
    change=leading.share,
    follows=leading.follows,
)
