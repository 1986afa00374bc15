"""Send the case back to an earlier stage (退回阶段).

Who may: supervisors.
From where: an open case beyond its first stage.
Needs: which stage, and a reason; no gate.
Changes: what was still to do is dropped; the earlier stage begins a new round.
"""

from cases.acts import Act
from cases.transitions import stages

ACT = Act(
    name="send-back",
    objections=stages.send_back_objections,
    inputs=stages.send_back_inputs,
    change=stages.send_back,
    needs_reason=True,
)
