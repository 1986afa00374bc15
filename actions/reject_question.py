"""Say that a question is not theirs to answer (退回征询).

Who may: the department that was asked; those who do the step, for a party without an account.
From where: a step with a question, in a suspended case too.
Needs: a reason.
Changes: customs has the ball; the real days are credited and the clock runs again.
"""

from cases.acts import Act, On
from cases.transitions import asking
from models.vocabulary import CaseStatus

ACT = Act(
    name="reject-question",
    on=On.STEP,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=asking.answer_objections,
    change=asking.reject_question,
    needs_reason=True,
)
