"""Put a finding right (整改).

Who may: those who work on the case.
From where: an open finding.
Needs: how.
Changes: it waits to be verified.
"""

from cases.acts import Act
from cases.transitions import findings
from models.finding import FindingState

ACT = Act(
    name="fix-finding",
    objections=findings.has(FindingState.OPEN),
    inputs=findings.which(FindingState.OPEN, how=True),
    change=findings.move_to(FindingState.FIXED),
)
