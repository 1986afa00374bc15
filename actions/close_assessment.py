"""Close an assessment (办结评估).

Who may: those who coordinate the case; a mock or on-site audit not its own coordinator.
From where: an assessment whose sections are all accepted.
Needs: nothing.
Changes: the total and whether it passed stand; it can be compared with.
"""

from cases.acts import Act
from cases.transitions.assessing import closing, which

ACT = Act(
    name="close-assessment",
    objections=which.is_open,
    inputs=closing.close_inputs,
    check=closing.close_check,
    change=closing.close,
    reads_sheets=True,
)
