"""Return a finding (退回整改).

Who may: those who coordinate the case.
From where: a finding put right or even verified.
Needs: a reason.
Changes: it is open again.
"""

from cases.acts import Act
from cases.transitions import rectifying
from models.finding import FindingState

ACT = Act(
    name="return-finding",
    objections=rectifying.has(FindingState.FIXED, FindingState.VERIFIED),
    inputs=rectifying.which(FindingState.FIXED, FindingState.VERIFIED),
    change=rectifying.move_to(FindingState.OPEN),
    needs_reason=True,
)
