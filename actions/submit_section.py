"""Submit a section (提交一类).

Who may: those who work on the case.
From where: an assessment going on, a section being filled in.
Needs: a rating for every clause of it but the bonus ones, and a note where one does not apply.
Changes: the section waits to be accepted; its answers stand still.
"""

from cases.acts import Act
from cases.transitions.assessing import sections, which
from models.assessment import FILLABLE, SectionState

ACT = Act(
    name="submit-section",
    objections=which.is_open,
    inputs=sections.section_inputs(*FILLABLE),
    check=sections.submit_check,
    change=sections.move_to(SectionState.SUBMITTED),
    reads_sheets=True,
)
