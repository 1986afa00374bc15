"""Write a note (记事).

Who may: those who work on the case.
From where: any case, any step of it.
Needs: the text.
Changes: the journal alone.
"""

from cases.acts import ANY_STATE, Act, On
from cases.transitions import papers
from models.vocabulary import CaseStatus

ACT = Act(
    name="note",
    on=On.EITHER,
    status=frozenset(CaseStatus),
    states=ANY_STATE,
    inputs=papers.note_inputs,
    change=papers.note,
)
