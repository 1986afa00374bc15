"""Return a section (退回一类).

Who may: those who coordinate the case.
From where: a section that was submitted or accepted.
Needs: a reason, which says what is wanted.
Changes: the section is filled in again; its answers stay.
"""

from cases.acts import Act
from cases.transitions.assessing import sections, which
from models.assessment import SectionState

ACT = Act(
    name="return-section",
    objections=which.is_open,
    inputs=sections.section_inputs(SectionState.SUBMITTED, SectionState.ACCEPTED),
    check=sections.return_check,
    change=sections.move_to(SectionState.RETURNED),
    needs_reason=True,
    reads_sheets=True,
)
