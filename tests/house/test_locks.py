"""The locks: hashes everywhere, and no address of anybody's index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("*.lock"))


def requirements(lock: Path) -> list[str]:
    return re.split(r"\n(?=\S)", lock.read_text().replace("\\\n", ""))


def test_there_is_a_lock_for_running_and_one_for_testing() -> None:
    assert [lock.name for lock in LOCKS] == ["dev.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_has_a_version_and_a_hash(lock: Path) -> None:
    bare = [
        line for line in requirements(lock) if line.strip() and not re.search(r"==.*--hash=sha256:", line, re.DOTALL)
    ]

    assert bare == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    text = lock.read_text()

    assert [word for word in ("://", "file:", "--index", "--extra-index", "--find-links") if word in text] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_django_stays_out(lock: Path) -> None:
    assert not re.search(r"^(django|asgiref)==", lock.read_text(), re.MULTILINE)
