"""Accept a section (审定一类).

Who may: those who coordinate the case, but not whoever submitted the section.
From where: a section that was submitted.
Needs: nothing.
Changes: the section is settled; when all are, the assessment can be closed.
"""

from cases.acts import Act
from cases.transitions.assessing import sections, which
from models.assessment import SectionState

ACT = Act(
    name="accept-section",
    objections=which.is_open,
    inputs=sections.section_inputs(SectionState.SUBMITTED),
    check=sections.accept_check,
    change=sections.move_to(SectionState.ACCEPTED),
    reads_sheets=True,
)
