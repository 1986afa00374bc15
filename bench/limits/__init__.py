"""The limits: what one would write by hand for this one process, on the bare driver, to leave the same rows behind.

They know the plan as plain dicts, read no definition, ask no right, and give no reasons. What they cost, anybody has to pay.
"""
