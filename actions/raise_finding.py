"""Raise a finding by hand (记一个问题).

Who may: those who coordinate the case.
From where: an open case.
Needs: what was found, its severity and a day; whether it gets a step.
Changes: the finding stands until somebody else than who put it right has seen it.
"""

from cases.acts import Act
from cases.transitions import raising

ACT = Act(
    name="raise-finding",
    inputs=raising.raise_inputs,
    check=raising.raise_check,
    change=raising.raise_one,
)
