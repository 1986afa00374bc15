"""Look at the plan (核对方案): after the day to apply has moved, say what becomes of the plan.

Who may: coordinators and supervisors; the clock, when the event was recorded by mistake and is taken back.
From where: a case whose day to apply has moved on.
Needs: a reason, which says what was changed or why nothing need be.
Changes: the mark is gone, and nobody is reminded any more.
"""

from cases.acts import Act
from cases.transitions import postponing
from models.vocabulary import CaseStatus

ACT = Act(
    name="look-at-plan",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=postponing.look_objections,
    change=postponing.look_at_plan,
    needs_reason=True,
)
