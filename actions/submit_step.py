"""Submit a step for review (提交审核).

Who may: those who do it, or coordinators and supervisors for them.
From where: an open step that somebody reviews.
Needs: its answers, its evidence, no question left open.
Changes: answers become facts; the step waits for its reviewer, its clocks go on.
"""

from cases.acts import Act, On
from cases.transitions import working

ACT = Act(
    name="submit-step",
    on=On.STEP,
    objections=working.submit_objections,
    inputs=working.answer_inputs,
    check=working.answers_check,
    change=working.submit,
)
