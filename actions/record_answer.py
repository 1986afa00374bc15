"""Record what the party answered (登记答复).

Who may: those who do the step.
From where: an open step with a question, in a suspended case too.
Needs: the answer.
Changes: customs has the ball; the real days are credited and the clock runs again.
"""

from cases.acts import Act, On
from cases.transitions import asking
from models.vocabulary import CaseStatus

ACT = Act(
    name="record-answer",
    on=On.STEP,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=asking.answer_objections,
    inputs=asking.answer_inputs,
    change=asking.record_answer,
)
