"""Raise findings (列出问题).

Who may: those who coordinate the case.
From where: an open case with an assessment.
Needs: a day; the assessment, otherwise the last; whether each gets a step.
Changes: one finding for every clause that lost points and is none yet.
"""

from cases.acts import Act
from cases.transitions import raising

ACT = Act(
    name="raise-findings",
    objections=raising.raise_all_objections,
    inputs=raising.raise_all_inputs,
    check=raising.raise_all_check,
    change=raising.raise_all,
    reads_sheets=True,
)
