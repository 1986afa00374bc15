"""Scratch folders (草稿夹): something is made ready beside its place; what the dead left there goes when the next one comes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder in ``parent`` that is gone at the end, with those whose makers were killed."""
    for left in parent.glob(f"{prefix}*"):
        with suppress(OSError), _held(left):  # somebody who lives holds theirs
            shutil.rmtree(left)
    with TemporaryDirectory(dir=parent, prefix=prefix) as made, _held(Path(made)):
        yield Path(made)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Ours for as long as we live, whatever ends us. Raises OSError when it is somebody else's."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
        yield
    finally:
        os.close(descriptor)
