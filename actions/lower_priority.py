"""Lower the priority (取消加急).

Who may: supervisors.
From where: a case that is not closed, of high priority.
Needs: nothing; a reason is told in the journal.
Changes: the case takes its turn. A rung that raised the priority does not raise it again.
"""

from cases.acts import Act
from cases.transitions import attention
from models.vocabulary import CaseStatus

ACT = Act(
    name="lower-priority",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=attention.lower_objections,
    change=attention.lower_priority,
)
