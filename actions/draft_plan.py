"""Draft the plan (拟定方案): put items from the remedy library into it, for what lost points.

Who may: those who coordinate the case.
From where: an open case with a self-assessment or a mock audit.
Needs: which proposals and their days, otherwise all of them for as long as usual; the assessment, otherwise the newest.
Changes: each is a step, open from today, that knows its gap; the plan has a new revision.
"""

from cases.acts import Act
from cases.transitions import planning

ACT = Act(
    name="draft-plan",
    objections=planning.draft_objections,
    inputs=planning.draft_inputs,
    check=planning.draft_check,
    change=planning.draft_plan,
    reads_sheets=True,
)
