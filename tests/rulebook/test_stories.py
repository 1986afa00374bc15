"""The rulebook's own tests: the shipped stories, and those of two foreign processes told in data alone."""

import shutil
from pathlib import Path

import pytest

from cases.lint import lint
from config.reasons import sentence
from jobs.test_rulebook import tell
from store.rulebook import Library, open_library

SHIPPED = Path(__file__).parents[2] / "rulebook"
FOREIGN = Path(__file__).with_name("foreign")
NEEDED = ("ladders", "manners", "wordings")  # how people are reminded is no matter of one administration


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(SHIPPED)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Nothing of the shipped rulebook but ladders, manners and wordings."""
    directory = shutil.copytree(FOREIGN, tmp_path_factory.mktemp("foreign"), dirs_exist_ok=True)
    for folder in NEEDED:
        shutil.copytree(SHIPPED / folder, directory / folder)
    return open_library(directory)


def stories_in(directory: Path) -> list[str]:
    return sorted(file.stem for file in (directory / "tests").glob("*.yaml"))


@pytest.mark.parametrize("story", stories_in(SHIPPED))
def test_a_shipped_story_holds(shipped: Library, story: str) -> None:
    assert [sentence(reason) for reason in tell(shipped.stories[story], shipped.rulebook)] == []


@pytest.mark.parametrize("story", stories_in(FOREIGN))
def test_a_foreign_story_holds(foreign: Library, story: str) -> None:
    assert [sentence(reason) for reason in tell(foreign.stories[story], foreign.rulebook)] == []


def test_the_lint_finds_nothing_in_the_foreign_processes(foreign: Library) -> None:
    assert [sentence(one.reason) for one in lint(foreign.rulebook)] == []


def test_a_story_that_does_not_hold_says_what_was_expected_and_found(shipped: Library) -> None:
    story = shipped.stories["make-up-saturday"]
    told = story.model_copy(update={"calendar": "cn", "opened": story.opened.replace(month=8)})
    scene = story.scenes[0].model_copy(update={"on": told.opened})
    reasons = list(tell(told.model_copy(update={"scenes": (scene,)}), shipped.rulebook))

    assert {reason.code for reason in reasons} == {"story.otherwise"}
    assert {"field", "wanted", "found"} <= set(reasons[0].values)
