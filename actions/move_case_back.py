"""Take a move back (撤回换规): the case goes by its former definitions again, with its steps, answers and dates as they were.

Who may: those who may move it.
From where: an open case that was moved, within the time its mapping gives.
Needs: that nobody has worked since on what the move brought.
Changes: what the move changed is as it was; what was done since on the rest stays.
"""

from cases.acts import Act, Way
from cases.transitions import moving

ACT = Act(
    name="move-case-back",
    objections=moving.back_objections,
    check=moving.back_check,
    change=moving.move_back,
    needs_reason=True,
    reads_sheets=True,
    way=Way.BACK,
)
