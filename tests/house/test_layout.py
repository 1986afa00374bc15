"""The rooms of the house: the same in the folders, in the wheel, on the floors, under the type checker."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOOL = PROJECT["tool"]
BENCH = "bench"  # measures the house, and does not belong to it
ROOMS = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} - {"tests", BENCH}


def test_the_wheel_carries_every_room_and_the_rulebook() -> None:
    assert set(TOOL["hatch"]["build"]["targets"]["wheel"]["packages"]) == ROOMS | {"rulebook"}


def test_every_room_stands_on_a_floor() -> None:
    floors = TOOL["importlinter"]["contracts"][0]["layers"]

    assert {room for floor in floors for room in floor.split(" | ")} == ROOMS | {BENCH}


@pytest.mark.parametrize(
    "named",
    [
        set(TOOL["importlinter"]["root_packages"]) - {BENCH},
        TOOL["coverage"]["run"]["source"],
        set(TOOL["mypy"]["files"]) - {"tests", BENCH},
    ],
    ids=["import-linter", "coverage", "mypy"],
)
def test_every_tool_looks_into_every_room(named: Iterable[str]) -> None:
    assert set(named) == ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_says_what_it_answers(room: str) -> None:
    assert (ROOT / room / "__init__.py").read_text(encoding="utf-8").startswith('"""')
