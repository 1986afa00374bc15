"""Attach evidence (上传佐证材料).

Who may: those who work on the case.
From where: the case, or a step of the present stay that has not been dropped.
Needs: a stored file (its hash and name) and its kind.
Changes: the file belongs to the step or the case; a step may now have all it asks for.
"""

from cases.acts import ANY_STATE, Act, On
from cases.transitions import papers
from models.vocabulary import CaseStatus

ACT = Act(
    name="attach-evidence",
    on=On.EITHER,
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    states=ANY_STATE,
    inputs=papers.attach_inputs,
    check=papers.attach_check,
    change=papers.attach,
)
