"""Named places where a test lets the process die, to see that nothing is lost and nothing doubled. Inert unless asked for."""

import os
import signal

_wanted, _, _nth = os.environ.get("ONEPLAN_CRASH_POINT", "").partition(":")
_left = int(_nth or 1)


def crash_point(name: str) -> None:
    """Die here, at once and without a farewell, if ``ONEPLAN_CRASH_POINT`` is ``name`` or ``name:nth``."""
    global _left
    if name != _wanted:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
