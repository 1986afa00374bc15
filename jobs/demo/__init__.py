"""The living demo site: invented enterprises, cases in all stages, months of history up to today.

Nothing here writes a row by itself: the history is lived through, act by act, with the clock of each day.
"""

MARK = "demo"  # a file of this name in the home says that the database is the demo's
