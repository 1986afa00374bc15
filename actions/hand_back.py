"""Hand an application back for missing papers (退回补正).

Who may: those who do the step, or coordinators and supervisors for them.
From where: an open step that the process lets hand an earlier one back (acceptance: the application).
Needs: every kind of paper that is missing, all at once.
Changes: the earlier step is open again with whoever had it, and ends only when each of these papers has come; the present one comes
    anew then. No statutory clock has begun.
"""

from cases.acts import Act, On
from cases.transitions import handing_back

ACT = Act(
    name="hand-back",
    on=On.STEP,
    objections=handing_back.hand_back_objections,
    inputs=handing_back.hand_back_inputs,
    change=handing_back.hand_back,
)
