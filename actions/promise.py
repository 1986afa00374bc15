"""Promise (承诺).

Who may: those who do the step, or coordinators and supervisors for them.
From where: an open step.
Needs: ``promised_on``, a day from today on, no farther ahead than the process's ``promise`` and not beyond the law's date.
Changes: the ladder's rungs to whoever does the step are held until that day, the law's are not; no date moves. It is counted, and
    a broken one is told to the supervisor at once. Submitting, completing or reassigning the step ends it.
"""

from cases.acts import Act, On
from cases.transitions import promising

ACT = Act(
    name="promise",
    on=On.STEP,
    inputs=promising.promise_inputs,
    check=promising.promise_check,
    change=promising.promise,
)
