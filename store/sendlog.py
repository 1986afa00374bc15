"""The send journal (发送日志): one line per letter a receiver has accepted, in a file outside the database.

Written before the database learns of it, so that neither a crash between the two nor an older backup sends anything twice.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.files import sync_directory

NAME = "sent.jsonl"


@dataclass(frozen=True, slots=True)
class SendJournal:
    """The file at ``path``; it begins with the first line."""

    path: Path

    @classmethod
    def of(cls, home: Path) -> "SendJournal":
        """The one that lies in ``home``."""
        return cls(home / NAME)

    @property
    def exists(self) -> bool:
        """Whether anything was ever written down here."""
        return self.path.exists()

    def note(self, keys: Sequence[str], at: datetime) -> None:
        """The messages with these keys have left the house; on the disk when this returns."""
        fresh = not self.exists
        line = json.dumps({"at": at.isoformat(), "keys": list(keys)}, ensure_ascii=False)
        with self.path.open("ab") as journal:
            journal.write(f"\n{line}\n".encode())  # a line of its own, even after one that was cut off
            journal.flush()
            os.fsync(journal.fileno())
        if fresh:
            sync_directory(self.path.parent)

    def sent(self) -> dict[str, datetime]:
        """When each message left. A line cut off by a crash says nothing."""
        found: dict[str, datetime] = {}
        if self.exists:
            with self.path.open(encoding="utf-8", errors="replace") as journal:
                for line in journal:
                    found |= _read(line)
        return found


def _read(line: str) -> dict[str, datetime]:
    try:
        noted = json.loads(line)
        return dict.fromkeys(noted["keys"], datetime.fromisoformat(noted["at"]))
    except (ValueError, TypeError, KeyError):
        return {}
