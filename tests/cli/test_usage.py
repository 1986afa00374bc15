"""Wrong usage, told in the language in use, with how the command is called."""

import re

import pytest

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


def test_work_without_a_name_is_the_hosts_and_says_how_to_name_somebody(shared: Terminal) -> None:
    assert shared.json("work")["items"] == []
    assert "--as LOGIN" in shared("work").out
