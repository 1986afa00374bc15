"""The commands that README and the documents name are there, with the options they are given."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.commands import imported
from cli.main import Oneplan
from tests.cli.terminal import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
LINE = re.compile(r"^oneplan (?P<words>[a-z][^#\n]*)", re.MULTILINE)


def typed(page: Path) -> list[list[str]]:
    """What stands in the page's blocks of commands, word by word."""
    lines = [found["words"] for found in LINE.finditer(page.read_text(encoding="utf-8"))]
    return [shlex.split(one) for line in lines for one in re.split(r"&& oneplan|[|；]", line)]


def command(words: list[str]) -> Any:
    """The command that a line names; a group's second word is one of its own."""
    place = Oneplan.contents[words[0]]
    group: Any = typer.main.get_command(imported(place.module).app)
    return group.commands[place.command or words[1]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    for words in typed(page):
        known = {option for parameter in command(words).params for option in parameter.opts}

        assert {word for word in words if word.startswith("--")} <= known, words


def test_no_date_and_no_number_in_the_readme_grows_old() -> None:
    for words in typed(ROOT / "README.md"):
        assert not [word for word in words if re.search(r"\b20\d\d-", word)], words
