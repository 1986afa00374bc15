"""Lead a case no more (解除牵头).

Who may: coordinators of the lead, supervisors of the site.
From where: a case that leads others.
Needs: which member, and a reason.
Changes: the link ends in both journals; steps that were shared remain the member's own.
"""

from cases.acts import Act
from cases.transitions import leading
from models.vocabulary import CaseStatus

ACT = Act(
    name="unlink-case",
    status=frozenset(CaseStatus),
    objections=leading.unlink_objections,
    inputs=leading.unlink_inputs,
    change=leading.unlink,
    needs_reason=True,
    follows=leading.follows,
)
