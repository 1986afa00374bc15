"""Take off the agenda (移出议程).

Who may: supervisors and the secretary of the joint meeting.
From where: a case on the agenda.
Needs: nothing; a reason tells what the meeting said.
Changes: the case is on the list no more. A later rung may put it there again.
"""

from cases.acts import Act
from cases.transitions import attention
from models.vocabulary import CaseStatus

ACT = Act(
    name="take-off-agenda",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=attention.take_off_objections,
    change=attention.take_off_agenda,
)
