"""The rooms of the house."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = set(CONFIGURATION["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_every_room_is_shipped() -> None:
    rooms = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {"tests"}

    assert rooms | {"rulebook"} == PACKAGES


def test_every_room_stands_on_a_floor() -> None:
    linted = set(CONFIGURATION["tool"]["importlinter"]["root_packages"])

    assert linted | {"rulebook"} == PACKAGES


def test_every_room_says_what_it_answers() -> None:
    silent = [
        name for name in PACKAGES - {"rulebook"} if not (ROOT / name / "__init__.py").read_text().startswith('"""')
    ]

    assert silent == []
