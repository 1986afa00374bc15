"""Moving (换规): a case goes by other definitions: what changes, what is carried, what a person decides, and the way back.

See docs/decisions/0017.
"""
