"""Put a finding right (整改).

Who may: those who work on the case.
From where: an open finding.
Needs: how; not what failed on site and may not be put right within certification.
Changes: it waits to be verified.
"""

from cases.acts import Act
from cases.transitions import rectifying
from models.finding import FindingState

ACT = Act(
    name="fix-finding",
    objections=rectifying.has(FindingState.OPEN),
    inputs=rectifying.which(FindingState.OPEN, how=True),
    check=rectifying.fix_check,
    change=rectifying.move_to(FindingState.FIXED),
)
