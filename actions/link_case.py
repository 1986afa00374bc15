"""Lead a case (牵头): link another enterprise's case as a member of this one (1+N).

Who may: coordinators of the lead, supervisors of the site.
From where: an open case that is not led itself.
Needs: an open case of another enterprise at the same site, which neither leads nor is led; a reason.
Changes: the link stands in both journals; steps and trainings of the lead can be shared with the member.
"""

from cases.acts import Act
from cases.transitions import leading

ACT = Act(
    name="link-case",
    objections=leading.link_objections,
    inputs=leading.link_inputs,
    check=leading.link_check,
    change=leading.link,
    needs_reason=True,
    names_case="member",
    follows=leading.follows,
)
