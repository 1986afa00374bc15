"""Raise the priority (加急).

Who may: supervisors; the clock, when a rung says so.
From where: a case that is not closed, of normal priority.
Needs: nothing; a reason is told in the journal.
Changes: the case comes before others in every list.
"""

from cases.acts import Act
from cases.transitions import attention
from models.vocabulary import CaseStatus

ACT = Act(
    name="raise-priority",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=attention.raise_objections,
    change=attention.raise_priority,
)
