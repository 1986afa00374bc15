"""What may happen, and when: pure rules over a `CaseFile`.

Nothing here opens, saves, sends or reads a clock: the case, the calendar and the day come in, changes or refusals go out.
"""

from cases import conditions  # fills the registry, so that no rule ever meets it empty

__all__ = ["conditions"]
