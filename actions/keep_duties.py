"""Look at the duties that recur (履行周期性义务).

Who may: the clock and the host.
From where: an open case.
Needs: nothing.
Changes: occurrences whose time ahead has come are asked for; those whose last day passed are missed. If nothing, the version stays.
    Any other act on the case does the same on its way.
"""

from cases.acts import Act, Ask
from cases.draft import Draft


def nothing_else(draft: Draft, ask: Ask) -> None:
    """All of it follows by itself (`cases.progress.settle`)."""


ACT = Act(name="keep-duties", change=nothing_else)
