"""Once more (再来一次): what the database let go because of another transaction is done again, since nothing of it was kept."""

from collections.abc import Callable
from random import random
from time import sleep
from typing import TypeVar

from models.refusals import Unavailable

TRIES = 3
PAUSE = 0.1  # seconds at most before the second try, twice that before the third

Given = TypeVar("Given")


def once_more(work: Callable[[], Given]) -> Given:
    """What ``work`` gives, one transaction or what may be repeated. Raises Unavailable when it was let go every time."""
    for attempt in range(1, TRIES):
        try:
            return work()
        except Unavailable as error:
            if not was_let_go(error):
                raise
        sleep(PAUSE * attempt * random())  # not both again at the same moment
    return work()


def was_let_go(error: Unavailable) -> bool:
    """Whether the same again will do, at once."""
    return error.reasons[0].code == "database_conflict"
