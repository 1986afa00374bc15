"""What is under way when the process dies, and what somebody does about it afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.builders_store import uscc
from tests.crash.office import COORDINATORS, Office

COMMITS = tuple(f"commit.{side}:{nth}" for nth in (1, 2, 3) for side in ("before", "after"))


@dataclass(frozen=True)
class Work:
    """A command, the named places where it may die, and how it is taken up again."""

    name: str
    words: Callable[[Office], list[str]]
    places: tuple[str, ...]
    before: Callable[[Office], object] = lambda office: None
    again: Callable[[Office], object] = lambda office: None
    elsewhere: bool = False  # in a place with nothing in it yet


def _sweep(office: Office) -> None:
    """So that there is something to deliver."""
    office.manages("sweep")


def _open_case(office: Office) -> list[str]:
    number = office.enterprises
    login = COORDINATORS[number % len(COORDINATORS)]
    return f"case open --enterprise {uscc(number)} --process aeo-advanced --coordinator {login} --as zhao".split()


def _attach(office: Office) -> list[str]:
    paper = office.home.parent / "letter.pdf"
    paper.write_bytes(f"%PDF-1.7\n%{office.now.isoformat()}\n%%EOF".encode())
    act = "attach-evidence --step intent --set kind=letter_of_intent --as lin"
    return ["case", "do", "RZ-2026-0001", *act.split(), "--set", f"file={paper}"]


def _import(office: Office) -> list[str]:
    return ["enterprise", "import", str(office.roster(20)), "--site", "RZ"]


def _import_again(office: Office) -> None:
    """All rows went in, or none: the file goes in as a whole the second time."""
    office.manages("enterprise", "import", str(office.home.parent / "roster.csv"), "--site", "RZ")


def _backup_file(office: Office) -> Path:
    return office.home.parent / "backup.tar"


def _backup(office: Office) -> list[str]:
    return ["backup", str(_backup_file(office))]


def _look_at_the_backup(office: Office) -> None:
    """What is there is whole: the new one or the one before."""
    if _backup_file(office).exists():
        office.manages("backup", "verify", str(_backup_file(office)))


def _save(office: Office) -> None:
    """So that there is something to restore."""
    office.manages("backup", str(_backup_file(office)), "--force")


def _restore(office: Office) -> list[str]:
    return ["restore", str(_backup_file(office))]


def _restore_again(office: Office) -> None:
    """Once more, after deleting the database if it was there already: whole, and held."""
    if office.does(*_restore(office)).code:
        office.empties()
        office.manages(*_restore(office))
    assert office.is_held()
    assert office.broken() == []


def _upgrade(office: Office) -> list[str]:
    return ["db", "upgrade"]


def _upgrade_again(office: Office) -> None:
    """What was begun left nothing; the next time does all of it."""
    office.manages(*_upgrade(office))
    office.manages("db", "check")


_IN_A_SWEEP = ("lease.after_acquire", "run.after_start", "plan.before_commit", "plan.after_commit")
_IN_A_DELIVERY = (
    "claim.before_commit", "claim.after_commit", "send.before", "send.after_data", "send.after_journal",
    "mark.before_commit", "mark.after_commit",
)  # fmt: skip

WORKS = (
    Work("sweep", lambda _: ["sweep"], (*_IN_A_SWEEP, *COMMITS)),
    Work(
        "deliver", lambda _: ["deliver"], tuple(f"{place}:{nth}" for nth in (1, 2) for place in _IN_A_DELIVERY), _sweep
    ),
    Work("open a case", _open_case, ("commit.before", "commit.after")),
    Work("attach a file", _attach, ("file.after_temp", "file.after_rename", "commit.before", "commit.after")),
    Work("import", _import, ("commit.before", "commit.after"), again=_import_again),
    Work("restore", _restore, ("restore.mid", "restore.after_db"), _save, _restore_again, elsewhere=True),
    Work("upgrade", _upgrade, tuple(f"migrate.step:{nth}" for nth in (1, 5, 9)), again=_upgrade_again, elsewhere=True),
    Work("back up", _backup, ("backup.after_db", "backup.after_files"), again=_look_at_the_backup),
)
