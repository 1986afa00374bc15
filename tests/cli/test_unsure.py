"""Dates at the terminal that rest on a fact nobody has seen (待核) or a year not announced (暂定)."""

import pytest

from tests.cli.conftest import NO, USCC
from tests.cli.terminal import Terminal

TAKEN_OVER = f"""统一社会信用代码,流程,阶段,进入阶段日期,协调员,主管,本周期首日,应复核日期
{USCC},aeo-review-certified,deciding,2026-10-12,lin,zhao,2022-01-10,2027-01-10
"""


@pytest.fixture
def certified(oneplan: Terminal) -> Terminal:
    """The site with the re-review of a certified enterprise, the cycle of which nobody has seen the rule of."""
    oneplan.json("case", "do", NO, "close-case", "--reason", "另立", "--as", "zhao")
    where = oneplan.home.parent / "running.csv"
    where.write_text(TAKEN_OVER, encoding="utf-8")
    oneplan.json("case", "import", str(where), "--site", "RZ")
    return oneplan


def test_what_is_unsure_about_a_date_stands_behind_it(certified: Terminal) -> None:
    assert "2027-01-11（暂定、待核）" in certified("case", "show", "RZ-2026-0002").out
    assert "2027-01-11（暂定、待核）" in certified("work", "--as", "zhao").out


def test_it_is_said_in_english_on_demand(certified: Terminal) -> None:
    english = certified.at(certified.now, ONEPLAN_LANG="en")

    assert "2027-01-11 (provisional, to be confirmed)" in english("case", "show", "RZ-2026-0002").out
