"""Attend a shared training (参加共同培训): what a training recorded on the lead is to a member.

Who may: whoever records it, at the same site.
From where: an open case; only as a consequence of `record-training`.
Needs: for which of the lead's steps, when, what was taught.
Changes: the step that was shared is done on that day, if it is still open; what it was is noted.
"""

from cases.acts import Act
from cases.transitions import leading

ACT = Act(name="attend-training", inputs=leading.attend_inputs, change=leading.attend)
