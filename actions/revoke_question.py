"""Ask no more (撤回征询).

Who may: those who do the step.
From where: a step with a question, in a suspended case too.
Needs: a reason.
Changes: customs has the ball; the real days are credited and the clock runs again.
"""

from cases.acts import Act, On
from cases.transitions import asking
from models.vocabulary import CaseStatus

ACT = Act(
    name="revoke-question",
    on=On.STEP,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=asking.answer_objections,
    change=asking.revoke_question,
    needs_reason=True,
)
