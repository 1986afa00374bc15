"""The locks: what pyproject asks for, hashes everywhere, and no address of anybody's index."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted(path.name for path in ROOT.glob("*.lock"))
ROOMS = {folder.parent for folder in ROOT.glob("*/__init__.py")} - {ROOT / "tests"}
ADDRESSES = re.compile(r"://|file:|--(extra-|default-)?index|--find-links")


def entries(lock: str) -> list[str]:
    """One string per requirement, its hashes included; comments fall away."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [entry for entry in re.split(r"\n(?=\S)", text.replace("\\\n", "")) if entry.strip()]


def locked(lock: str) -> dict[str, set[str]]:
    """The versions of each package; more than one where they differ by Python or platform."""
    versions: dict[str, set[str]] = {}
    for entry in entries(lock):
        name, version = re.split(r"==|\s", entry)[:2]
        versions.setdefault(name, set()).add(version)
    return versions


def asked_for(section: str) -> list[Requirement]:
    asked = PROJECT["project"]["dependencies"] if section == "project" else PROJECT["dependency-groups"][section]
    return [Requirement(line) for line in asked]


def imported(source: Path) -> set[str]:
    """The top-level names that ``source`` imports."""
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def test_there_is_a_lock_for_running_one_for_testing_and_one_for_installing() -> None:
    assert LOCKS == ["dev.lock", "requirements.lock", "tools.lock"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_a_version_and_a_hash(lock: str) -> None:
    bare = [
        entry for entry in entries(lock) if not re.match(r"[\w.\-]+==[^\s;]+[^#]* --hash=sha256:[0-9a-f]{64}", entry)
    ]

    assert bare == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock: str) -> None:
    assert ADDRESSES.findall((ROOT / lock).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("section", "lock"), [("project", "requirements.lock"), ("dev", "dev.lock"), ("tools", "tools.lock")]
)
def test_the_lock_answers_what_the_project_asks_for(section: str, lock: str) -> None:
    versions = locked(lock)
    unmet = [
        str(asked)
        for asked in asked_for(section)
        if not any(asked.specifier.contains(version) for version in versions.get(canonicalize_name(asked.name), ()))
    ]

    assert unmet == []


def test_what_is_tested_is_what_runs() -> None:
    tested = locked("dev.lock")
    different = {name for name, versions in locked("requirements.lock").items() if tested.get(name) != versions}

    assert different == set()


@pytest.mark.parametrize("name", (ROOT / "excludes.txt").read_text(encoding="utf-8").split())
def test_what_is_excluded_stays_out(name: str) -> None:
    assert [lock for lock in LOCKS if name in locked(lock)] == []


def test_the_rooms_import_only_what_the_runtime_lock_installs() -> None:
    sources = (source for room in ROOMS for source in room.rglob("*.py"))
    at_home = (source for source in sources if "peers" not in source.parts)  # bench/peers: environments of their own
    names = {name for source in at_home for name in imported(source)}
    foreign = names - sys.stdlib_module_names - {room.name for room in ROOMS} - {""}
    homes = packages_distributions()
    running = locked("requirements.lock")

    assert [
        name for name in sorted(foreign) if not {canonicalize_name(home) for home in homes[name]} & running.keys()
    ] == []
