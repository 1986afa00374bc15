"""The evidence store: files under the hash of their content, never overwritten, verified whenever they are read.

A file is first whole on the disk and then has its row, so that no row is ever without its file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from models.refusals import Invalid, Missing, Reason, Unavailable
from store.crash_points import crash_point
from store.filetypes import ALLOWED, media_type
from store.inserts import insert_new
from store.tables import file as table
from store.tables import file_bringer as bringer

MEGABYTES = 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store."""

    sha256: str
    size: int
    media_type: str


class FileStore:
    """A directory of files under their hashes."""

    def __init__(self, directory: Path, *, megabytes: int = MEGABYTES) -> None:
        self.directory = directory
        self.limit = megabytes * 1024 * 1024
        self._megabytes = megabytes

    def store(self, content: bytes | BinaryIO, *, name: str) -> StoredFile:
        """Keep a file. Raises Invalid, saying what is allowed, when it is empty, too large or of another kind; Unavailable
        when the disk does not take it."""
        read = content if isinstance(content, bytes) else content.read(self.limit + 1)
        found = StoredFile(sha256(read).hexdigest(), len(read), self._checked(read, name))
        try:
            self._write(found.sha256, read)
        except OSError as error:
            raise Unavailable(
                Reason("file_unkept", {"name": name, "why": error.strerror or ""}, where="file")
            ) from error
        return found

    def read(self, digest: str) -> bytes:
        """The content. Raises Missing, or Unavailable when it is not what was stored."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise Missing(Reason("file_missing", {"sha256": digest})) from None
        if sha256(content).hexdigest() != digest:
            raise Unavailable(Reason("file_damaged", {"sha256": digest}))
        return content

    def forget(self, before: datetime) -> int:
        """Drop the files stored before then; for a directory of files that nothing refers to. Returns how many."""
        old = self.listing(before)
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def listing(self, before: datetime) -> list[Path]:
        """Whatever lies in the store since before then, what was never finished too, in order."""
        return sorted(path for path in self.directory.glob("??/*") if path.stat().st_mtime < before.timestamp())

    def path(self, digest: str) -> Path:
        """Where the file lies."""
        return self.directory / digest[:2] / digest

    def _checked(self, content: bytes, name: str) -> str:
        if len(content) > self.limit:
            raise Invalid(Reason("file_too_large", {"name": name, "megabytes": self._megabytes}, where="file"))
        if not content:
            raise Invalid(Reason("file_empty", {"name": name}, where="file"))
        kind = media_type(content, name)
        if kind is None:
            raise Invalid(Reason("file_kind", {"name": name, "allowed": list(ALLOWED)}, where="file"))
        return kind

    def _write(self, digest: str, content: bytes) -> None:
        """Whole or not at all: written beside its place, forced to the disk, renamed, and the rename forced too."""
        path = self.path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with _scratch(path.parent) as temporary:
            temporary.write(content)
            temporary.flush()
            os.fsync(temporary.fileno())
            crash_point("file.after_temp")
            os.replace(temporary.name, path)
        crash_point("file.after_rename")
        for directory in (path.parent, self.directory, self.directory.parent):
            sync_directory(directory)


@contextmanager
def _scratch(directory: Path) -> Iterator[Any]:
    """A file to be renamed when it is whole; gone if it does not come to that."""
    with NamedTemporaryFile(dir=directory, prefix=".", delete=False) as temporary:
        try:
            yield temporary
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise


def sync_directory(directory: Path) -> None:
    """Force the names in a directory to the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remember(tx: Connection, stored: StoredFile, by: str, now: datetime) -> None:
    """Write the row of a stored file, once, and that ``by`` brought it."""
    values = {"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type, "stored_at": now}
    tx.execute(insert_new(tx, table, "sha256"), values)
    tx.execute(insert_new(tx, bringer, "sha256", "login"), {"sha256": stored.sha256, "login": by})


def brought(tx: Connection, digest: str, by: str) -> StoredFile:
    """The file that ``by`` brought. Raises Missing, for a file of somebody else as well."""
    mine = table.join(bringer, (bringer.c.sha256 == table.c.sha256) & (bringer.c.login == by))
    found = select(table.c.sha256, table.c.size, table.c.media_type).select_from(mine).where(table.c.sha256 == digest)
    row = tx.execute(found).first()
    if row is None:
        raise Missing(Reason("file_missing", {"sha256": digest}))
    return StoredFile(*row)


def hashes(tx: Connection) -> list[str]:
    """Every file there should be."""
    return list(tx.execute(select(table.c.sha256).order_by(table.c.sha256)).scalars())
