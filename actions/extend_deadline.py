"""Extend a deadline, or take an extension back (延期).

Who may: whom the rulebook names as approver; supervisors where it names nobody.
From where: a live step, or the stage's own limit, that has the date.
Needs: ``days`` in the unit of the term or ``remove``, which date, and a reason.
Changes: the date moves within its cap and never beyond the law; reminders begin anew.
"""

from cases.acts import Act, On
from cases.transitions import dates
from models.vocabulary import LIVE

ACT = Act(
    name="extend-deadline",
    on=On.EITHER,
    states=LIVE,
    objections=dates.extend_objections,
    inputs=dates.extend_inputs,
    check=dates.extend_check,
    change=dates.extend,
    needs_reason=True,
)
