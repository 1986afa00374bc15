"""Leave a lead (不再是成员): what unlinking is to the member.

Who may: whoever unlinks it, at the same site.
From where: any case; only as a consequence of `unlink-case`.
Needs: which case led.
Changes: the case has no lead any more; what was shared with it remains its own.
"""

from cases.acts import Act
from cases.transitions import leading
from models.vocabulary import CaseStatus

ACT = Act(
    name="leave-lead",
    status=frozenset(CaseStatus),
    inputs=leading.leave_inputs,
    change=leading.leave,
    needs_reason=True,
)
