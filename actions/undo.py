"""Undo (撤回).

Who may: coordinators, liaisons, secretaries and supervisors, what they did themselves.
From where: a case whose newest act is theirs, at most ten minutes old, and changed nothing beyond its steps, people and papers.
Needs: nothing.
Changes: the case is as it was before that act; both stay in the journal.
"""

from cases.acts import Act
from cases.transitions import undoing
from models.vocabulary import CaseStatus

ACT = Act(
    name="undo",
    status=frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED}),
    objections=undoing.undo_objections,
    change=undoing.undo,
    looks_back=True,
)
