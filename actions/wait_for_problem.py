"""Let a step wait for the answer to an enterprise's problem (等待问题答复).

Who may: the program alone, once somebody links the problem to the step (`actions.link_problem`).
From where: an open step with no question open.
Needs: what asking a party needs, and the problem's number.
Changes: as asking does; it is not chased on the step, but once, by the problem's own ladder.
"""

from cases.acts import Act, On
from cases.transitions import asking

ACT = Act(
    name="wait-for-problem",
    on=On.STEP,
    objections=asking.ask_objections,
    inputs=asking.problem_inputs,
    check=asking.ask_check,
    change=asking.ask_party,
)
