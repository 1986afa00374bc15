"""Extend a deadline, or take an extension back (延期).

Who may: whom the rulebook names as approver; supervisors where it names nobody, but not on a case they coordinate.
From where: a live step, or the stage's own limit, that has the date.
Needs: ``days`` (calendar or working days), nothing for all the rulebook grants at once, or ``remove``; which date; a reason.
Changes: the date moves within its cap and never beyond the law; reminders begin anew. With ``cascade`` an extension of the
    stage moves the targets of its open steps too.
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
