"""Approve the plan (批准方案).

Who may: supervisors, but nobody who coordinates the case, made a revision since the last approval, or submitted it.
From where: a case whose plan was submitted.
Needs: nothing; a word may be given as the reason.
Changes: the newest revision is approved, until it is amended.
"""

from cases.acts import Act
from cases.transitions import approving
from models.plan import PlanState

ACT = Act(
    name="approve-plan",
    objections=approving.decide_objections,
    change=approving.decide(PlanState.APPROVED),
)
