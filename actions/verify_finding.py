"""Verify a finding (核验整改).

Who may: those who coordinate the case, but not whoever put it right.
From where: a finding put right.
Needs: nothing.
Changes: it is settled.
"""

from cases.acts import Act
from cases.transitions import findings
from models.finding import FindingState

ACT = Act(
    name="verify-finding",
    objections=findings.has(FindingState.FIXED),
    inputs=findings.which(FindingState.FIXED),
    check=findings.verify_check,
    change=findings.move_to(FindingState.VERIFIED),
)
