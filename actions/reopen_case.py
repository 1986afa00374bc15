"""Reopen a closed case (重启案件).

Who may: supervisors.
From where: a closed case.
Needs: a reason; ``clocks``: ``keep`` the dates (default) or ``restart`` the targets today.
Changes: the case goes on in the same stay with the steps its closing dropped; reminders begin anew; statutory dates
    stay.
"""

from cases.acts import Act
from cases.transitions import closing
from models.vocabulary import CaseStatus

ACT = Act(
    name="reopen-case",
    status=frozenset({CaseStatus.CLOSED}),
    inputs=closing.reopen_inputs,
    change=closing.reopen_case,
    needs_reason=True,
)
