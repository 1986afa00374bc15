"""Take a shared step (承接共享步骤): what sharing is to a member.

Who may: whoever shares it, at the same site.
From where: an open case; only as a consequence of `share-step`.
Needs: the lead's step.
Changes: the case has it as a step of its own, with its origin; its plan has a new revision.
"""

from cases.acts import Act
from cases.transitions import leading

ACT = Act(name="take-shared-step", inputs=leading.take_inputs, change=leading.take)
