"""Settle an answer without a place (处置遗留答复): it belongs to a clause of the new standard, or is let go.

Who may: coordinators on their cases, the site's supervisors.
From where: an open case that was moved, with answers that found no place.
Needs: which answer; the clause it belongs to, if any; the reason.
Changes: its note and evidence go to that clause, whose rating is for people to give; it is kept on the list no more.
"""

from cases.acts import Act
from cases.transitions import moving

ACT = Act(
    name="settle-answer",
    inputs=moving.settle_inputs,
    objections=moving.settle_objections,
    check=moving.settle_check,
    change=moving.settle,
    needs_reason=True,
    reads_sheets=True,
)
