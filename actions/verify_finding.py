"""Verify a finding (核验整改).

Who may: those who coordinate the case, but not whoever put it right.
From where: a finding put right.
Needs: nothing.
Changes: it is settled.
"""

from cases.acts import Act
from cases.transitions import rectifying
from models.finding import FindingState

ACT = Act(
    name="verify-finding",
    objections=rectifying.has(FindingState.FIXED),
    inputs=rectifying.which(FindingState.FIXED),
    check=rectifying.verify_check,
    change=rectifying.move_to(FindingState.VERIFIED),
)
