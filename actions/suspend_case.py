"""Suspend a case (中止).

Who may: supervisors.
From where: an open case.
Needs: a reason, and the day it is expected back.
Changes: every clock that may pause stops, nobody has the ball; that day is reminded of.
"""

from cases.acts import Act
from cases.transitions import stopping

ACT = Act(
    name="suspend-case",
    inputs=stopping.suspend_inputs,
    check=stopping.suspend_check,
    change=stopping.suspend,
    needs_reason=True,
)
