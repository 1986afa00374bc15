"""Resume a suspended case (恢复).

Who may: coordinators and supervisors.
From where: a suspended case.
Needs: nothing.
Changes: stopped clocks run again, the real days credited in the unit of each term; those that also wait for an
    answer go on waiting.
"""

from cases.acts import Act
from cases.transitions import stopping
from models.vocabulary import CaseStatus

ACT = Act(
    name="resume-case",
    status=frozenset({CaseStatus.SUSPENDED}),
    change=stopping.resume,
)
