"""What a command shows: read as the account named by `--as`."""

from collections.abc import Iterator
from contextlib import contextmanager

from cli.terminal import actor, open_app
from config import parties
from config.reader import Reader


@contextmanager
def reading(who: str) -> Iterator[Reader]:
    """What the account named by ``--as`` may read. Raises Missing."""
    opened = open_app()
    with opened.database.reading() as tx:
        parties.know(tx)
        yield Reader(tx, actor(tx, who), opened.now(), opened.zone)
