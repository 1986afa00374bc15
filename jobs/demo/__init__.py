"""The living demo site: invented enterprises, cases in all stages, months of history up to today.

Nothing here writes a row by itself: the history is lived through, act by act, with the clock of each day.
"""

from jobs.demo.fill import fill

__all__ = ["fill"]
