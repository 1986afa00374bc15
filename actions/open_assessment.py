"""Open an assessment (开始评估).

Who may: those who coordinate the case.
From where: an open case in which none of the kind is going on.
Needs: its kind; the standard, otherwise the regime's for the target; whether to take over what was passed before.
Changes: the clauses that apply are laid out, section by section.
"""

from cases.acts import Act
from cases.transitions.assessing import opening

ACT = Act(
    name="open-assessment",
    inputs=opening.open_inputs,
    check=opening.open_check,
    change=opening.open_assessment,
    reads_sheets=True,
)
