"""Being asked to stop (停手): whoever sends brings the letter in hand to its end and takes no other, so that none is left in doubt.

Asked by a signal, so for the whole process.
"""

from threading import Event

_asked = Event()


def ask() -> None:
    """Stop when the work in hand is done."""
    _asked.set()


def is_asked() -> bool:
    """Whether no more work is to be begun."""
    return _asked.is_set()


def forget() -> None:
    """Begin work again."""
    _asked.clear()
