"""Record figures (登记数据).

Who may: those who work on the case.
From where: an assessment going on.
Needs: figures with their values.
Changes: these figures; ratings are worked out from them and shown, not set.
"""

from cases.acts import Act
from cases.transitions.assessing import figures, which

ACT = Act(
    name="record-figures",
    objections=which.is_open,
    inputs=figures.figures_inputs,
    check=figures.figures_check,
    change=figures.record_figures,
    reads_sheets=True,
)
