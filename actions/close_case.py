"""Close a case outside its gate (结案).

Who may: supervisors.
From where: any case that is not closed.
Needs: a reason; the outcome, one of the process's ``endings``, if it is not the first.
Changes: what was still to do is dropped, the case is closed; nothing is reminded of any more.
"""

from cases.acts import Act
from cases.transitions import closing
from models.vocabulary import CaseStatus

ACT = Act(
    name="close-case",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    inputs=closing.close_inputs,
    change=closing.close_case,
    needs_reason=True,
)
