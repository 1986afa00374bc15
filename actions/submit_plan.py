"""Submit the plan (方案送审).

Who may: those who coordinate the case.
From where: any open case whose plan neither waits for a decision nor was approved or refused as it stands.
Needs: nothing; a word to whoever decides may be given as the reason.
Changes: the newest revision waits for a decision; whoever supervises the case is reminded.
"""

from cases.acts import Act
from cases.transitions import approving

ACT = Act(
    name="submit-plan",
    objections=approving.submit_objections,
    change=approving.submit,
)
