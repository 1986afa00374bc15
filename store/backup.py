"""Backup in one file: the database's snapshot, the files, and a manifest with hashes and counts.

The database is taken first and the files after it: files are never changed, so whatever a row names is there.
A backup is complete or absent: it is written under another name and renamed when it is on the disk.
"""

import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import URL

from models.moments import in_utc
from models.refusals import Invalid, Reason, Refused, Unavailable
from store import files, instance, journal, schema, snapshot
from store import marker as marker_file
from store.crash_points import crash_point
from store.database import Database
from store.files import FileStore, sync_directory
from store.scratch import scratch

MANIFEST = "manifest.json"
FORMAT = 1
_FILE = re.compile(r"files/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``missing`` files were gone already when it was made."""

    format: int
    made_at: datetime
    schema: str
    marker: str
    counts: dict[str, int]
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking into a backup found; good when there are no problems."""

    manifest: Manifest
    problems: tuple[Reason, ...]


_MANIFEST = TypeAdapter(Manifest)


def backup(database: Database, home: Path, target: Path, now: datetime, *, replace: bool = False) -> Manifest:
    """Write a backup to ``target``. Raises Invalid if there is no folder, Refused if there is something already.

    With ``replace`` an older one is replaced, but only when the new one is whole.
    """
    if not target.parent.is_dir():
        raise Invalid(Reason("backup_no_folder", {"folder": target.parent}, where=target.name))
    if target.exists() and not (replace and target.is_file()):
        raise Refused(Reason("backup_exists", {"file": target}, where=target.name))
    store = FileStore(home / "files")
    with _writable(target), scratch(target.parent, ".backup-") as aside:
        taken = aside / snapshot.NAMES[database.is_sqlite]
        with database.reading() as tx:
            known = instance.get(tx)
            counts, version, digests = snapshot.counts(tx), schema.version(tx), files.hashes(tx)
            snapshot.take(tx, database, taken)
        crash_point("backup.after_db")
        there = [digest for digest in digests if store.path(digest).exists()]
        sources = {taken.name: taken} | {f"files/{digest}": store.path(digest) for digest in there}
        manifest = Manifest(
            format=FORMAT,
            made_at=in_utc(now),
            schema=version,
            marker=known.marker if known else "",
            counts=counts,
            members=tuple(_member(name, path) for name, path in sources.items()),
            missing=tuple(sorted(set(digests) - set(there))),
        )
        _pack(aside / "whole.tar", manifest, sources)
        crash_point("backup.after_files")
        (aside / "whole.tar").replace(target)
    sync_directory(target.parent)
    return manifest


def verify(file: Path, *, server: URL | None = None) -> Verified:
    """Unpack a backup into a scratch place and check hashes, soundness, counts and the journal. Raises Invalid.

    A backup of PostgreSQL is opened on ``server``, in a database of its own; without one only its list of contents is.
    """
    with TemporaryDirectory(prefix="oneplan-verify-") as aside:
        manifest = _unpack(file, Path(aside))
        problems = list(_wrong_members(manifest, Path(aside)))
        if not problems:
            with snapshot.opened(_snapshot_of(manifest, Path(aside)), server) as database:
                problems += _wrong_inside(manifest, database) if database else []
        return Verified(manifest, tuple(problems))


def restore(file: Path, database: Database, home: Path, *, marker: str) -> Manifest:
    """Put a backup into an empty home and database: a new installation, whose delivery is held until it is released.

    1. Refuse unless every hash is right and both are empty, but for files that a restore of this backup had put there and died.
    2. The files, then the database: what the rows name is there before them. The home's marker goes first: who dies between here
       and the end leaves a database that does not belong to this home, and so sends nothing.
    3. The schema of the program, the new marker, delivery held.
    """
    home.mkdir(parents=True, exist_ok=True)
    with scratch(home, ".restore-") as aside:
        manifest = _unpack(file, aside)
        if problems := tuple(_wrong_members(manifest, aside)):
            raise Invalid(*problems)
        _refuse_unless_empty(database, home, manifest)
        for member in manifest.members:
            if _FILE.fullmatch(member.name):
                _put_file(aside / member.name, FileStore(home / "files").path(member.sha256))
        crash_point("restore.mid")
        marker_file.forget(home)
        snapshot.put(_snapshot_of(manifest, aside), database)
    crash_point("restore.after_db")
    sync_directory(home)
    database.upgrade()
    with database.writing() as tx:
        instance.begin(tx, marker)
        instance.mark(tx, marker)
        instance.hold(tx, "restored")
    return manifest


def _member(name: str, path: Path) -> Member:
    return Member(name, path.stat().st_size, _hash(path))


def _hash(path: Path) -> str:
    with path.open("rb") as content:
        digest = sha256()
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _pack(target: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    described = target.with_name(MANIFEST)
    described.write_text(json.dumps(asdict(manifest), default=datetime.isoformat, indent=1), encoding="utf-8")
    with target.open("wb") as raw:
        with tarfile.open(fileobj=raw, mode="w") as packed:
            for name, path in {MANIFEST: described, **sources}.items():
                packed.add(path, arcname=name)
        raw.flush()
        os.fsync(raw.fileno())


def _unpack(file: Path, scratch: Path) -> Manifest:
    """Only what the manifest names is written, under names of a known form."""
    (scratch / "files").mkdir()
    with _readable(file), tarfile.open(file, mode="r:") as packed:
        manifest = _MANIFEST.validate_json(_content(packed, MANIFEST))
        if manifest.format != FORMAT:
            raise Invalid(Reason("backup_format", {"format": manifest.format}, where=file.name))
        for member in manifest.members:
            if member.name in snapshot.NAMES.values() or _FILE.fullmatch(member.name):
                (scratch / member.name).write_bytes(_content(packed, member.name))
    return manifest


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Invalid(Reason("backup_missing", {"file": file}, where=file.name)) from None
    except (OSError, tarfile.TarError, ValidationError, KeyError, EOFError) as error:
        raise Invalid(Reason("backup_unreadable", {"why": type(error).__name__}, where=file.name)) from error


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(Reason("backup_unwritable", {"file": target, "why": error.strerror or ""})) from error


def _content(packed: tarfile.TarFile, name: str) -> bytes:
    found = packed.extractfile(name)
    if found is None:
        raise KeyError(name)
    with found:
        return found.read()


def _wrong_members(manifest: Manifest, scratch: Path) -> Iterator[Reason]:
    if not any(member.name in snapshot.NAMES.values() for member in manifest.members):
        yield Reason("backup_without_database")
    for member in manifest.members:
        path = scratch / member.name
        if not path.exists() or _hash(path) != member.sha256:
            yield Reason("backup_member_damaged", {"name": member.name}, where=member.name)


def _wrong_inside(manifest: Manifest, database: Database) -> list[Reason]:
    with database.reading() as tx:
        if not snapshot.is_sound(tx):
            return [Reason("backup_database_damaged")]
        found: list[Reason] = []
        if schema.version(tx) != manifest.schema or snapshot.counts(tx) != manifest.counts:
            found.append(Reason("backup_counts"))
        named = {member.sha256 for member in manifest.members} | set(manifest.missing)
        found += [Reason("file_missing", {"sha256": digest}) for digest in files.hashes(tx) if digest not in named]
        broken: tuple[Any, ...] = journal.verify(tx).broken
        return found + [Reason("journal_broken", asdict(one), where=one.case) for one in broken]


def _snapshot_of(manifest: Manifest, scratch: Path) -> Path:
    return next(scratch / one.name for one in manifest.members if one.name in snapshot.NAMES.values())


def _refuse_unless_empty(database: Database, home: Path, manifest: Manifest) -> None:
    there = {path.name for path in (home / "files").rglob("*") if path.is_file()}
    if there - {member.sha256 for member in manifest.members} or not _is_empty(database):
        raise Refused(Reason("restore_not_empty", {"home": str(home)}))


def _is_empty(database: Database) -> bool:
    if database.is_sqlite:
        return not Path(str(database.url.database)).exists()
    with database.reading() as tx:
        return schema.version(tx) == ""


def _put_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    with target.open("rb") as placed:
        os.fsync(placed.fileno())
    sync_directory(target.parent)
