"""Add a step the process does not have (增加步骤).

Who may: coordinators and supervisors.
From where: any open case.
Needs: a title, a date or a length, and a reason.
Changes: the step is open under the key ``extra``, ``extra.2`` ...; the gate waits for it; the plan has a new
    revision.
"""

from cases.acts import Act
from cases.transitions import correcting

ACT = Act(
    name="add-step",
    inputs=correcting.add_inputs,
    check=correcting.add_check,
    change=correcting.add_step,
    needs_reason=True,
)
