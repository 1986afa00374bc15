"""Say that a question is theirs to answer (受理征询).

Who may: the department that was asked; those who do the step, for a party without an account.
From where: a step with a question that was not accepted yet, in a suspended case too.
Needs: nothing.
Changes: everybody sees since when the party knows; nothing else.
"""

from cases.acts import Act, On
from cases.transitions import asking
from models.vocabulary import CaseStatus

ACT = Act(
    name="accept-question",
    on=On.STEP,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=asking.accept_objections,
    change=asking.accept_question,
)
