"""Refuse the plan (否决方案).

Who may: as approve-plan.
From where: a case whose plan was submitted.
Needs: a reason.
Changes: whoever coordinates is told; it is submitted again only when amended.
"""

from cases.acts import Act
from cases.transitions import approving
from models.plan import PlanState

ACT = Act(
    name="refuse-plan",
    objections=approving.decide_objections,
    change=approving.decide(PlanState.REFUSED),
    needs_reason=True,
)
