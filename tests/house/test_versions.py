"""The version: written in pyproject, repeated by what is installed and by the changelog's newest release."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_what_is_installed_has_the_version_of_the_project() -> None:
    try:
        installed = metadata.version("oneplan")
    except metadata.PackageNotFoundError:
        pytest.skip("the project is not installed, only on the path")

    assert installed == VERSION


def test_the_changelog_begins_with_what_is_unreleased_and_ends_no_later_than_the_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [VERSION])
