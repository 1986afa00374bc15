"""Compute all dates of a case again (重算期限).

Who may: the clock and the host, after a calendar was published.
From where: any case that is not closed.
Needs: nothing.
Changes: the dates that come out differently with today's calendar; none, and the version stays.
"""

from cases.acts import Act
from cases.transitions import dates
from models.vocabulary import CaseStatus

ACT = Act(
    name="recompute-deadlines",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    change=dates.recompute,
)
