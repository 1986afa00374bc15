"""Who is owed which reminder on which day (催办规则): the one planner for the sweep, the preview and the tests.

Pure: a small `Waiting`, its ladder, a calendar, what was heard already, and the day. Knows no database and sends nothing.
`climb` puts the rungs on their days, `audience` finds the people who are there, `reach` the channels, `owed` plans a day, `ahead`
those to come, `recheck` asks once more before anything is sent.
"""

from notifications.policy.ahead import Ahead, ahead
from notifications.policy.audience import recipients
from notifications.policy.climb import Rung, rungs
from notifications.policy.owed import Plan, heard_after, plan, watch
from notifications.policy.reach import bound, channels, closed
from notifications.policy.recheck import still_true

__all__ = [
    "Ahead",
    "Plan",
    "Rung",
    "ahead",
    "bound",
    "channels",
    "closed",
    "heard_after",
    "plan",
    "recipients",
    "rungs",
    "still_true",
    "watch",
]
