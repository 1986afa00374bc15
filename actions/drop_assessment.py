"""Drop an assessment (撤销评估).

Who may: supervisors.
From where: an assessment going on.
Needs: a reason.
Changes: it counts for nothing; what was answered stays to be read.
"""

from cases.acts import Act
from cases.transitions.assessing import closing, which

ACT = Act(
    name="drop-assessment",
    objections=which.is_open,
    inputs=closing.close_inputs,
    check=which.clear_check,
    change=closing.drop,
    needs_reason=True,
    reads_sheets=True,
)
