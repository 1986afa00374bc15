"""Return the plan (退回方案): changes are wanted.

Who may: as approve-plan.
From where: a case whose plan was submitted.
Needs: a reason, which says what is to be changed.
Changes: whoever coordinates is told; it may be submitted again.
"""

from cases.acts import Act
from cases.transitions import approving
from models.plan import PlanState

ACT = Act(
    name="return-plan",
    objections=approving.decide_objections,
    change=approving.decide(PlanState.RETURNED),
    needs_reason=True,
)
