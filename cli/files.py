"""Files a command is given, and files it writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from documents.spreadsheet import MAX_BYTES
from models.refusals import Invalid, Reason


def content_of(file: Path) -> bytes:
    """What the file holds. Raises Invalid; a file too large to be a table is not even read."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Invalid(Reason("table_too_large", {"megabytes": MAX_BYTES >> 20}, where=str(file)))
        return file.read_bytes()
    except FileNotFoundError as error:
        raise Invalid(Reason("file_not_there", {"path": str(file)}, where=str(file))) from error
    except IsADirectoryError as error:
        raise Invalid(Reason("file_folder", {"path": str(file)}, where=str(file))) from error
    except OSError as error:
        raise Invalid(Reason("file_unreadable", {"why": error.strerror or ""}, where=str(file))) from error


@contextmanager
def whole(file: Path) -> Iterator[IO[bytes]]:
    """A file written whole or not at all: it takes its place when everything is in it. Raises Invalid."""
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as written:
            yield written
        beside.replace(file)
    except OSError as error:
        raise Invalid(Reason("file_unwritable", {"why": error.strerror or ""}, where=str(file))) from error
    finally:
        beside.unlink(missing_ok=True)
