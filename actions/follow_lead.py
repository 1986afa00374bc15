"""Follow a lead (成为成员): what linking is to the member.

Who may: whoever links it, at the same site.
From where: an open or suspended case; only as a consequence of `link-case`.
Needs: which case leads.
Changes: the case has a lead.
"""

from cases.acts import Act
from cases.transitions import leading
from models.vocabulary import CaseStatus

ACT = Act(
    name="follow-lead",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    inputs=leading.follow_inputs,
    change=leading.follow,
    needs_reason=True,
)
