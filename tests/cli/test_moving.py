"""Moving cases from a terminal: the slip first, then one case or all, and back."""

import shutil
from pathlib import Path

import pytest

from store.database import Database
from tests.cli.terminal import Terminal
from tests.jobs.moving import FIRST, NUMBERS, SECOND, furnish

APRIL = "2026-04-07T10:00"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shift") / "home"
    home.mkdir()
    database = Database(f"sqlite:///{home / 'oneplan.db'}")
    database.upgrade()
    furnish(database).close()
    return home


@pytest.fixture
def oneplan(furnished: Path, tmp_path: Path) -> Terminal:
    shutil.copytree(furnished, tmp_path / "home")
    return Terminal(tmp_path / "home", APRIL)


def process(oneplan: Terminal, no: str) -> str:
    return str(oneplan.json("case", "show", no)["process"]["id"])


def test_a_dry_run_shows_the_slip_and_changes_nothing(oneplan: Terminal) -> None:
    document = oneplan.json("case", "move", SECOND, "--regime", "CN-282", "--dry-run")
    (one,) = document["cases"]

    assert one["verdict"] == "needs_decision"
    assert [row["clause"] for row in one["answers"] if row["stranded"]] == ["34"]
    assert one["reissue"] == ["申请书", "一企一策方案", "评分表"]
    assert process(oneplan, SECOND) == "aeo-advanced-251"


def test_all_running_cases_are_listed_with_their_verdicts(oneplan: Terminal) -> None:
    document = oneplan.json("case", "move", "--all", "--regime", "CN-282", "--dry-run")

    assert document["counts"] == {"unaffected": 0, "by_itself": 2, "needs_decision": 1, "impossible": 0}
    assert sorted(one["no"] for one in document["cases"]) == NUMBERS


def test_what_moves_by_itself_is_moved_and_what_does_not_says_why(oneplan: Terminal) -> None:
    document = oneplan.json("case", "move", "--all", "--regime", "CN-282")

    assert (document["done"], document["refused"]) == (2, 1)
    assert process(oneplan, FIRST) == "aeo-advanced"


def test_a_case_alone_that_needs_a_decision_is_refused_with_every_reason(oneplan: Terminal) -> None:
    said = oneplan("case", "move", SECOND, "--to", "aeo-advanced", "--json")

    assert said.code == 1
    assert [one["code"] for one in said.refusal["reasons"]] == ["move.stranded", "move.undecided"]


def test_a_case_is_moved_by_whoever_has_seen_what_is_to_be_decided_and_taken_back(oneplan: Terminal) -> None:
    oneplan.json("case", "move", SECOND, "--to", "aeo-advanced", "--decided", "--as", "zhao")
    assert process(oneplan, SECOND) == "aeo-advanced"
    oneplan.json("case", "move-back", SECOND, "--reason", "误换", "--as", "zhao")

    assert process(oneplan, SECOND) == "aeo-advanced-251"
    assert oneplan.json("journal", "verify", SECOND)["ok"]


def test_a_version_is_named_by_the_beginning_of_its_hash(oneplan: Terminal) -> None:
    oneplan.json("case", "move", FIRST, "--regime", "CN-282")
    now = oneplan.json("case", "show", FIRST)["process"]["hash"]
    there = oneplan("case", "move", FIRST, "--to", f"aeo-advanced@{now[:12]}", "--json")

    assert [one["code"] for one in there.refusal["reasons"]] == ["move.there"]


def test_neither_cases_nor_all_is_wrong_usage(oneplan: Terminal) -> None:
    assert oneplan("case", "move", "--regime", "CN-282").code == 2


def test_people_read_the_slip_as_tables(oneplan: Terminal) -> None:
    said = oneplan("case", "move", SECOND, "--regime", "CN-282", "--dry-run").out

    assert "2026 年标准不再单列照明" in said
    assert "要人决定 1" in said
