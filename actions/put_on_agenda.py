"""Put on the agenda (列入议程).

Who may: supervisors and the secretary of the joint meeting; the clock, when a rung says so.
From where: a case that is not closed and not on the agenda.
Needs: nothing; a reason is shown on the list.
Changes: the case is on the list of the next joint meeting until somebody takes it off.
"""

from cases.acts import Act
from cases.transitions import attention
from models.vocabulary import CaseStatus

ACT = Act(
    name="put-on-agenda",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=attention.put_on_objections,
    change=attention.put_on_agenda,
)
