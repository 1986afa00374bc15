"""Postpone the window (资格窗口推迟): mark a case whose enterprise may apply only later than it could.

Who may: the clock, when a credit event is recorded that moves the day.
From where: a case in which the enterprise is still to apply.
Needs: the event, its day, the first day to apply on from now on.
Changes: the case is marked, and its people are reminded, until the plan has been looked at.
"""

from cases.acts import Act
from cases.transitions import postponing
from models.vocabulary import CaseStatus

ACT = Act(
    name="postpone-window",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    inputs=postponing.postpone_inputs,
    objections=postponing.postpone_objections,
    change=postponing.postpone,
)
