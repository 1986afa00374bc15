"""Answer clauses (逐条评定).

Who may: those who work on the case.
From where: an assessment going on, sections not handed in.
Needs: clauses with a rating, a note or evidence each, as many as there are.
Changes: these answers; nothing is said of the others.
"""

from cases.acts import Act
from cases.transitions.assessing import answering, which

ACT = Act(
    name="answer-clauses",
    objections=which.is_open,
    inputs=answering.answer_inputs,
    check=answering.answer_check,
    change=answering.answer,
    reads_sheets=True,
)
