"""Ask the enterprise or a department (征询).

Who may: those who do the step.
From where: an open step with no question open.
Needs: the party and the question; ``answer_by``, a day from today on, if it is not to be the process's usual one; ``document``, the
    number of the letter, if it is a commission (函商), which climbs a ladder of its own.
Changes: the party has the ball and its answer is asked for by that day;
    the clock stops if it may, or starts if it counts from being asked.
"""

from cases.acts import Act, On
from cases.transitions import asking

ACT = Act(
    name="ask-party",
    on=On.STEP,
    objections=asking.ask_objections,
    inputs=asking.ask_inputs,
    check=asking.ask_check,
    change=asking.ask_party,
)
