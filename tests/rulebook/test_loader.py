"""What is wrong with a directory of rules as a whole: nothing is passed over, everything is told at once."""

import shutil
from pathlib import Path

import pytest

from config.reasons import sentence
from jobs.check_rulebook import check_rulebook
from models.refusals import Invalid, Reason

SHIPPED = Path(__file__).parents[2] / "rulebook"
LADDER = "ladders/default.yaml"


def problems(directory: Path) -> tuple[Reason, ...]:
    with pytest.raises(Invalid) as raised:
        check_rulebook(directory)
    return raised.value.reasons


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook, to be spoilt."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "rulebook"))


def test_every_slip_of_a_file_is_told_at_once(rulebook: Path) -> None:
    file = rulebook / LADDER
    file.write_text(
        file.read_text(encoding="utf-8").replace("doer", "dooer").replace("supervisor,", "supervizor,"),
        encoding="utf-8",
    )

    assert len(problems(rulebook)) >= 5


@pytest.mark.parametrize("name", ["processes/x.yml", "processes/x.json"])
def test_a_file_that_would_be_passed_over_is_told(rulebook: Path, name: str) -> None:
    (rulebook / name).write_text("process: x", encoding="utf-8")

    assert [one.where for one in problems(rulebook)] == [name]


def test_a_folder_nobody_reads_is_told_with_the_one_that_was_meant(rulebook: Path) -> None:
    (rulebook / "ladder").mkdir()
    (rulebook / "ladder" / "x.yaml").write_text("ladder: x", encoding="utf-8")

    assert "ladders" in sentence(problems(rulebook)[0])


def test_an_empty_directory_is_no_rulebook(tmp_path: Path) -> None:
    assert problems(tmp_path)


def test_bytes_that_are_no_text_are_told(rulebook: Path) -> None:
    (rulebook / LADDER).write_bytes(b"\xff\xfe\x00ladder")

    assert problems(rulebook)[0].where.startswith(LADDER)


def test_a_sites_ladder_is_named_as_its_file(rulebook: Path) -> None:
    text = "ladder: default\nsite: RZ\ntitle: {zh: 日照, en: Rizhao}\nwithout: [T+1]\n"
    (rulebook / "ladders" / "default@RZ.yaml").write_text(text, encoding="utf-8")
    assert check_rulebook(rulebook).ladders["default@RZ"].base == "default"

    (rulebook / "ladders" / "default@RZ.yaml").rename(rulebook / "ladders" / "rizhao.yaml")
    assert [one.code for one in problems(rulebook)] == ["rulebook.file_name"]


@pytest.mark.parametrize("text", ["rungs: []\n", "without: [T]\nrungs:\n  - {at: T, to: [doer], wording: overdue}\n"])
def test_a_ladder_that_extends_none_needs_rungs_and_leaves_none_out(rulebook: Path, text: str) -> None:
    (rulebook / "ladders" / "own.yaml").write_text("ladder: own\ntitle: {zh: 一, en: One}\n" + text, encoding="utf-8")

    assert "rulebook.no_base" in {one.code for one in problems(rulebook)}
