"""Move a case (换规): it goes by another version of its process, by another process, or under another regime.

Who may: the site's supervisors and lead; the policy officer everywhere.
From where: an open case.
Needs: where to, if not the newest version of its own process; that what a person has to decide was seen.
Changes: what it is pinned to; open assessments go on by the new standards, with what their answers prove; steps that are not asked
    for any more are dropped, the others get new dates, new ones open. What has ended stays ended.
"""

from cases.acts import Act, Way
from cases.transitions import moving

ACT = Act(
    name="move-case",
    inputs=moving.move_inputs,
    check=moving.move_check,
    change=moving.move,
    reads_sheets=True,
    way=Way.AHEAD,
)
