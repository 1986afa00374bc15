"""Return a finding (退回整改).

Who may: those who coordinate the case.
From where: a finding put right or even verified.
Needs: a reason.
Changes: it is open again.
"""

from cases.acts import Act
from cases.transitions import findings
from models.finding import FindingState

ACT = Act(
    name="return-finding",
    objections=findings.has(FindingState.FIXED, FindingState.VERIFIED),
    inputs=findings.which(FindingState.FIXED, FindingState.VERIFIED),
    change=findings.move_to(FindingState.OPEN),
    needs_reason=True,
)
