"""One site prepared by commands, copied for each test: Lin coordinates, Zhao supervises, Qiu belongs elsewhere."""

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

NO = "RZ-2026-0001"
USCC = "91371100MA3C0XYQ1J"
ROSTER = f"统一社会信用代码,企业名称\n{USCC},测试水产有限公司\n"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a site with one case, opened on Monday 2 November 2026."""
    where = tmp_path_factory.mktemp("site")
    (where / "roster.csv").write_text(ROSTER, encoding="utf-8")
    oneplan = Terminal(where / "home")
    for line in (
        "site add RZ 日照示范点",
        "site add QD 青岛示范点",
        "person add zhao --name 赵启明 --role supervisor --site RZ --email zhao@example.com",
        "person add lin --name 林晓岚 --role coordinator --site RZ --supervisor zhao --email lin@example.com",
        "person add qiu --name 邱宁 --role coordinator --site QD",
        f"enterprise import {where / 'roster.csv'} --site RZ",
        f"case open --enterprise {USCC} --process aeo-advanced --coordinator lin",
    ):
        oneplan.json(*line.split())
    return oneplan.home


@pytest.fixture(scope="module")
def shared(template: Path) -> Terminal:
    """The site, for tests that only look."""
    return Terminal(template)


@pytest.fixture
def oneplan(template: Path, tmp_path: Path) -> Terminal:
    """The site, for tests that change it."""
    shutil.copytree(template, tmp_path / "home")
    return Terminal(tmp_path / "home")


@pytest.fixture
def empty(tmp_path: Path) -> Terminal:
    """A place where nothing is yet."""
    return Terminal(tmp_path / "home")
