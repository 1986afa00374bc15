"""Wrong usage, told in the language in use, with how the command is called."""

import re

import pytest

from tests.cli.conftest import NO
from tests.cli.terminal import Terminal

SAID = {
    "case show": "缺 NO",
    "enterprise import x.csv": "缺 --site",
    "case frob": "没有命令 frob",
    "case lst": "没有命令 lst（也许是 list）",
    "swep": "没有命令 swep（也许是 sweep）",
    "case list --overdu": "没有选项 --overdu（也许是 --overdue）",
    "case list --site": "选项 --site 后面要写值",
    "case list --overdue=3": "选项 --overdue 后面不写值",
    "case list --limit 0": "「--limit」不能小于 1（写的是 0）",
    "up --port 99999": "「--port」不能大于 65535（写的是 99999）",
    "messages retry x": "「ID」要写整数（写的是 x）",
    "messages list --state lost": "「--state」只能是 queued、sending、sent、suppressed、superseded、dead、held（写的是 lost）",
    "workday count 1 2 3 4": "多写了 3 4",
}


@pytest.mark.parametrize("line", SAID)
def test_wrong_usage_is_told_in_chinese(shared: Terminal, line: str) -> None:
    said = shared(*line.split())

    assert (said.code, said.out, said.err.split("\n")[0]) == (2, "", SAID[line])


@pytest.mark.parametrize("line", SAID)
def test_wrong_usage_is_told_in_english_on_demand(shared: Terminal, line: str) -> None:
    said = shared.at(shared.now, ONEPLAN_LANG="en")(*line.split())

    assert (said.code, re.findall("[\u4e00-\u9fff]", said.err)) == (2, [])


@pytest.mark.parametrize("line", ["", "case", "workday add"])
def test_help_speaks_one_language(shared: Terminal, line: str) -> None:
    english = shared.at(shared.now, ONEPLAN_LANG="en").cold(*line.split(), "--help").out  # help is read with its file
    chinese = shared(*line.split(), "--help").out

    assert not re.search(r"Usage:|Options|Commands|Arguments|Show this message|\[required\]|\[default", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)
    assert "Usage: oneplan" in english


def test_headings_begin_with_a_capital_in_english(shared: Terminal) -> None:
    headings = shared.at(shared.now, ONEPLAN_LANG="en")("person", "list").out.splitlines()[1]

    assert re.findall(r"(?<=  )[a-z]", headings) == []


def test_work_without_a_name_is_the_hosts_and_says_how_to_name_somebody(shared: Terminal) -> None:
    assert shared.json("work")["items"] == []
    assert "--as LOGIN" in shared("work").out


def test_what_may_be_written_is_explained_in_chinese(shared: Terminal) -> None:
    said = shared("case", "options", NO, "--as", "lin").out

    assert "[customs 海关 | enterprise 企业 | commerce 商务部门" in said


def test_a_row_rejected_for_several_reasons_names_the_column_of_each(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text(
        "统一社会信用代码,企业名称,进出口额（亿元）\n,没代码公司,abc\n", encoding="utf-8"
    )
    said = oneplan("enterprise", "import", "roster.csv", "--site", "RZ").out.split("\n")

    assert any("统一社会信用代码" in line and "空着" in line for line in said)
    assert any("进出口额（亿元）" in line and "abc" in line for line in said)
