"""Amend the plan (修订方案): drop, move, change and add items, all for one reason.

Who may: those who coordinate the case.
From where: any open case. Steps of the process are waived or extended instead.
Needs: at least one change, and a reason.
Changes: the items, and the plan has one new revision; what was submitted or approved is so no more.
"""

from cases.acts import Act
from cases.transitions import planning

ACT = Act(
    name="amend-plan",
    inputs=planning.amend_inputs,
    check=planning.amend_check,
    change=planning.amend_plan,
    needs_reason=True,
)
