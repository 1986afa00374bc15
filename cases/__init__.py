"""What may happen, and when: pure rules over a `CaseFile`.

Nothing here opens, saves, sends or reads a clock: the case, the calendar and the day come in, changes or refusals go out.
"""
