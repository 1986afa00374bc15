"""How the command says no: the exit code, every reason, and that nothing was written."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from cli.next_steps import SHOWN_BY
from tests.cli.conftest import NO, USCC
from tests.cli.terminal import ROOT, Terminal

NOWHERE = "/nowhere/at/all"
DO = f"case do {NO}"
REFUSED = {
    "an unknown act": (f"{DO} fly --as lin", "invalid", "complete-step"),
    "an unknown step": (f"{DO} complete-step --step nowhere --as lin", "refused", "nowhere"),
    "a step still waiting for another": (f"{DO} complete-step --step survey --as lin", "refused", "登记培育意向"),
    "a step without its answers": (f"{DO} complete-step --step look-back --as lin", "refused", "arrears"),
    "a gate not ready": (f"{DO} advance-stage --set outcome=take-up --as lin", "refused", "初筛评估报告"),
    "a stale version": (f"{DO} complete-step --step intent --version 7 --as lin", "stale", "第 1 版"),
    "a role that may not": (f"{DO} suspend-case --set resume_on=2026-12-01 --reason x --as lin", "refused", "暂停案件"),
    "an act on another site's case": (f"{DO} complete-step --step intent --as qiu", "missing", NO),
    "a look at another site's case": (f"case show {NO} --as qiu", "missing", NO),
    "the options of another site's case": (f"case options {NO} --as qiu", "missing", NO),
    "the journal of another site's case": (f"journal show {NO} --as qiu", "missing", NO),
    "an unknown case": ("case show RZ-2026-0099", "missing", "RZ-2026-0099"),
    "a case before it was opened": (f"case show {NO} --as-of 2026-10-01", "missing", NO),
    "an unknown person": (f"case show {NO} --as nobody", "missing", "nobody"),
    "an unknown site": (f"enterprise import {ROOT / 'README.md'} --site XX", "missing", "XX"),
    "an unknown enterprise": (
        "case open --enterprise 91371100MA3C0XYQ2H --process aeo-advanced --coordinator lin", "missing", "91371100",
    ),
    "an unknown process": (f"case open --enterprise {USCC} --process nope --coordinator lin", "missing", "nope"),
    "a coordinator of another site": (
        f"case open --enterprise {USCC} --process aeo-advanced --coordinator qiu", "refused", "qiu",
    ),
    "a date that is none": (f"case show {NO} --as-of 2026-13-01", "invalid", "2026-13-01"),
    "a date written otherwise": ("workday add 2.11.2026 1", "invalid", "2.11.2026"),
    "a working day beyond the calendar": ("workday add 2026-11-02 99999999", "invalid", ""),
    "an input without a value": (f"{DO} complete-step --step intent --set on --as lin", "invalid", "on"),
    "a file that is not there": (f"enterprise import {NOWHERE} --site RZ", "invalid", NOWHERE),
    "a folder for a file": ("enterprise import . --site RZ", "invalid", "."),
    "a file that is no table": (f"enterprise import {ROOT / 'README.md'} --site RZ", "invalid", "企业名称"),
    "evidence that is not there": (
        f"{DO} attach-evidence --step look-back --set file={NOWHERE} --set kind=credit_record --as lin",
        "invalid", NOWHERE,
    ),
    "a login that is the program's": ("person add clock --name 某 --role liaison --site RZ", "invalid", "保留"),
    "a login taken": ("person add lin --name 林二 --role coordinator --site RZ", "refused", "lin"),
    "an unknown supervisor": (
        "person add wang --name 王 --role coordinator --site RZ --supervisor nobody", "missing", "nobody",
    ),
    "messages of an unknown person": ("messages list --person nobody", "missing", "nobody"),
    "cases of an unknown coordinator": ("case list --coordinator nobody", "missing", "nobody"),
    "a preview for an unknown person": ("preview --on 2026-11-09 --person nobody", "missing", "nobody"),
    "enterprises of an unknown site": ("enterprise list --site XX", "missing", "XX"),
    "people of an unknown site": ("person list --site XX", "missing", "XX"),
    "a copy from a database that is not there": (
        f"db copy sqlite:///{NOWHERE} sqlite:///{NOWHERE}", "missing", NOWHERE,
    ),
    "a copy from another kind of database": ("db copy mysql://u:p@h/x sqlite:///x.db", "invalid", "postgresql+psycopg"),
    "a backup into no folder": (f"backup {NOWHERE}/b.tar", "invalid", NOWHERE),
    "a backup in the place of a folder": ("backup .", "refused", "--force"),
    "an unknown message": ("messages retry 99", "missing", "99"),
    "a token for nobody": ("token add nobody", "missing", "nobody"),
    "the board of an unknown site": ("board --site XX", "missing", "XX"),
    "an unknown process to draw": ("rulebook draw nope", "missing", "nope"),
    "a rulebook that is not there": (f"rulebook check {NOWHERE}", "invalid", NOWHERE),
    "a journal that is not there": ("journal verify RZ-2026-0099", "missing", "RZ-2026-0099"),
    "a backup that is not there": ("backup verify nowhere.tar", "invalid", "nowhere.tar"),
}  # fmt: skip
WRONG_USAGE = {
    "an unknown command": ("frobnicate", "frobnicate"),
    "an unknown command of a group": ("case frobnicate", "frobnicate"),
    "an unknown option": ("case list --frobnicate", "--frobnicate"),
    "a missing argument": (f"case do {NO}", "ACT"),
    "a missing option": ("enterprise import x.csv", "--site"),
    "a state that does not exist": ("messages list --state lost", "lost"),
    "a version that is no number": (f"{DO} complete-step --version one", "one"),
    "a role that does not exist": ("person add wang --name 王 --role chef", "chef"),
    "a role that is nobody's": ("person add ghost --name 某 --role host --site RZ", "host"),
}


def count(oneplan: Terminal, kind: str) -> int:
    return len(oneplan.json(kind, "list")["items"])


def broken_rulebook(where: Path) -> Path:
    """A rulebook with a slip in one file."""
    shutil.copytree(ROOT / "rulebook", where / "rules")
    file = where / "rules" / "processes" / "aeo-advanced.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("term: 20 workdays after stage entered", "term: 20 wrkdays", 1), encoding="utf-8")
    return file.parents[1]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_with_one_and_says_why(shared: Terminal, what: str) -> None:
    line, code, said_of = REFUSED[what]
    said = shared(*line.split(), "--json")

    assert (said.code, said.refusal["code"]) == (1, code), said.err
    assert said_of in said.err
    assert said.refusal["reasons"]


@pytest.mark.parametrize("what", REFUSED)
def test_every_reason_stands_on_standard_error(shared: Terminal, what: str) -> None:
    said = shared(*REFUSED[what][0].split(), "--json")

    assert all(reason["text"] in said.err for reason in said.refusal["reasons"])
    assert "Traceback" not in said.err


@pytest.mark.parametrize("what", WRONG_USAGE)
def test_wrong_usage_leaves_with_two_and_names_it(shared: Terminal, what: str) -> None:
    line, said_of = WRONG_USAGE[what]
    said = shared(*line.split(), "--json")

    assert (said.code, said.refusal["code"]) == (2, "usage")
    assert said_of in said.err


def test_without_json_a_refusal_leaves_standard_output_empty(shared: Terminal) -> None:
    said = shared("case", "show", "RZ-2026-0099")

    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == ["没有案件 RZ-2026-0099", "下一步：oneplan case list"]


@pytest.mark.parametrize(
    ("what", "command"),
    [
        ("an unknown case", "oneplan case list"),
        ("an unknown step", "oneplan case options NO --as LOGIN"),
        ("a stale version", "oneplan case show NO"),
        ("an unknown person", "oneplan person list"),
        ("an unknown site", "oneplan site list"),
        ("an unknown enterprise", "oneplan enterprise list"),
        ("an unknown process", "oneplan rulebook list"),
        ("an unknown message", "oneplan messages list"),
    ],
)
def test_a_name_nobody_knows_is_answered_with_the_command_that_lists_them(
    shared: Terminal, what: str, command: str
) -> None:
    said = shared(*REFUSED[what][0].split())

    assert said.err.splitlines()[-1] == f"下一步：{command}"


def test_every_command_that_is_offered_exists(shared: Terminal) -> None:
    offered = {tuple(command.split()[1:3]) for command in SHOWN_BY.values()}

    assert {words: shared(*words, "--help").code for words in offered} == dict.fromkeys(offered, 0)


def test_an_unknown_step_is_told_with_the_steps_there_are(shared: Terminal) -> None:
    assert "有：intent, basic-facts" in shared(*REFUSED["an unknown step"][0].split()).err


def test_an_act_that_needs_a_step_names_the_steps_there_are(shared: Terminal) -> None:
    assert "有：intent, basic-facts" in shared(*f"{DO} complete-step --as lin".split()).err


def test_a_broken_workbook_is_told_with_what_to_do_and_no_name_of_an_error(shared: Terminal, tmp_path: Path) -> None:
    broken = tmp_path / "roster.xlsx"
    broken.write_bytes(b"PK\x03\x04garbage")
    said = shared("enterprise", "import", str(broken), "--site", "RZ").err

    assert "另存为 xlsx 或 csv" in said
    assert "BadZipFile" not in said


def test_what_is_no_backup_is_told_in_words(shared: Terminal) -> None:
    said = shared("backup", "verify", str(ROOT / "README.md")).err

    assert "不是完好的备份" in said
    assert "ReadError" not in said


def test_a_folder_for_a_file_is_called_one(shared: Terminal) -> None:
    assert "是文件夹" in shared("enterprise", "import", ".", "--site", "RZ").err


def test_who_may_not_is_told_who_may(shared: Terminal) -> None:
    assert "企业协调员不能做“暂停案件”；能做的是主管" in shared(*REFUSED["a role that may not"][0].split()).err


def test_an_input_is_called_as_its_act_calls_it(shared: Terminal) -> None:
    said = shared(*f"{DO} send-back --reason x --as zhao".split())

    assert "缺「退回到哪个阶段」" in said.err


def test_a_refusal_speaks_english_on_demand(shared: Terminal) -> None:
    english = shared.at(shared.now, ONEPLAN_LANG="en")

    assert english("case", "show", "RZ-2026-0099").err.isascii()


def test_all_reasons_are_given_at_once(shared: Terminal) -> None:
    refusal = shared(*f"{DO} complete-step --step look-back --as lin --json".split()).refusal

    assert {"penalties", "arrears", "abnormal_list", "within_bar"} <= {one["where"] for one in refusal["reasons"]}


def test_a_refused_act_leaves_the_version_alone(oneplan: Terminal) -> None:
    oneplan(*f"{DO} complete-step --step look-back --as lin".split())

    assert oneplan.json("case", "show", NO)["version"] == 1


def test_the_same_act_twice_is_refused_the_second_time(oneplan: Terminal) -> None:
    line = f"{DO} complete-step --step intent --as lin".split()

    assert [oneplan(*line).code, oneplan(*line).code] == [0, 1]


def test_another_moment_needs_permission(shared: Terminal) -> None:
    said = shared.at("2026-11-02T09:00", ONEPLAN_TIME_TRAVEL="0")("case", "list", "--json")

    assert said.code == 1
    assert "ONEPLAN_TIME_TRAVEL" in said.err


def test_a_moment_that_is_none_is_refused(shared: Terminal) -> None:
    said = shared.at("yesterday")("case", "list", "--json")

    assert (said.code, said.refusal["code"]) == (1, "invalid")


def test_the_clock_runs_without_a_moment(shared: Terminal) -> None:
    assert shared.at("", ONEPLAN_TIME_TRAVEL="0")("case", "list").code == 0


def test_a_broken_rulebook_is_refused_with_file_and_line(shared: Terminal, tmp_path: Path) -> None:
    broken = broken_rulebook(tmp_path)
    said = shared("rulebook", "check", str(broken), "--json")

    assert said.code == 1
    file = broken / "processes" / "aeo-advanced.yaml"
    line = file.read_text(encoding="utf-8").partition("20 wrkdays")[0].count("\n") + 1
    assert f"processes/aeo-advanced.yaml:{line}" in said.err
    assert said.refusal["reasons"][0]["where"] == f"processes/aeo-advanced.yaml:{line}"


def test_a_broken_rulebook_is_not_published(oneplan: Terminal, tmp_path: Path) -> None:
    before = oneplan.json("rulebook", "list")
    said = oneplan("rulebook", "publish", str(broken_rulebook(tmp_path)))

    assert said.code == 1
    assert oneplan.json("rulebook", "list") == before


def test_a_database_of_a_newer_program_is_left_alone(oneplan: Terminal) -> None:
    with sqlite3.connect(oneplan.home / "oneplan.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    refused = [oneplan("case", "list", "--json"), oneplan("db", "upgrade", "--json"), oneplan("db", "check", "--json")]

    assert [one.code for one in refused] == [1, 1, 1]
    assert all("9999" in one.err for one in refused)


def test_checking_a_database_that_does_not_exist_makes_none(empty: Terminal) -> None:
    said = empty("db", "check", "--json")

    assert said.code == 1
    assert not (empty.home / "oneplan.db").exists()


def test_a_database_that_is_none_is_refused(oneplan: Terminal) -> None:
    for file in oneplan.home.glob("oneplan.db*"):
        file.write_text("this is no database" * 100)
    said = oneplan("case", "list", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "database_unreachable")


@pytest.mark.parametrize("url", ["nonsense", "mysql://u:p@h/x", "postgresql://u@h/x"])
def test_a_database_url_that_is_none_is_refused_by_its_name(shared: Terminal, url: str) -> None:
    said = shared.at(shared.now, ONEPLAN_DATABASE_URL=url)("case", "list", "--json")

    assert (said.code, said.refusal["code"]) == (1, "invalid")
    assert all(word in said.err for word in ("ONEPLAN_DATABASE_URL", "sqlite:///", "postgresql+psycopg://"))


@pytest.mark.parametrize(
    ("name", "value"), [("TIMEZONE", "Mars/Base"), ("LANG", "tlh"), ("SMTP_URL", "pigeon://x"), ("BASE_URL", "desk")]
)
def test_a_wrong_setting_is_refused_by_its_name(shared: Terminal, name: str, value: str) -> None:
    said = shared.at(shared.now, **{f"ONEPLAN_{name}": value})("case", "list", "--json")

    assert (said.code, f"ONEPLAN_{name}" in said.err) == (1, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_home_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)

    assert Terminal(tmp_path / "closed" / "home")("case", "list").code == 1


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    said = Terminal(tmp_path / "home")("case", "list", "--json")

    assert (said.code, "internal" in said.out) == (1, False)


ROSTER = f"统一社会信用代码,企业名称\n{USCC},改了名有限公司\n91371100MA3C0XYQ1A,错一位有限公司\n"


def test_a_strict_import_with_a_rejected_row_writes_nothing(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text(ROSTER, encoding="utf-8")
    said = oneplan("enterprise", "import", "roster.csv", "--site", "RZ", "--strict", "--json")

    assert (said.code, said.refusal["code"]) == (1, "refused")
    assert oneplan.json("enterprise", "list")["items"][0]["name"] == "测试水产有限公司"


def test_a_strict_refusal_counts_nothing_as_written_and_tells_the_rows(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text(ROSTER, encoding="utf-8")
    document = oneplan("enterprise", "import", "roster.csv", "--site", "RZ", "--strict", "--json").document

    assert [document[count] for count in ("new", "updated", "same", "rejected")] == [0, 0, 0, 1]
    assert [row["status"] for row in document["rows"]] == ["unwritten", "rejected"]


def test_a_strict_import_without_a_rejected_row_goes_in(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text("\n".join(ROSTER.split("\n")[:2]), encoding="utf-8")

    assert oneplan.json("enterprise", "import", "roster.csv", "--site", "RZ", "--strict")["updated"] == 1


def test_a_dry_run_reports_and_writes_nothing(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text(ROSTER, encoding="utf-8")
    report = oneplan.json("enterprise", "import", "roster.csv", "--site", "RZ", "--dry-run")

    assert (report["updated"], report["rejected"]) == (1, 1)
    assert oneplan.json("enterprise", "list")["items"][0]["name"] == "测试水产有限公司"


def test_a_strict_refusal_tells_people_the_rows_on_standard_error(oneplan: Terminal) -> None:
    (oneplan.home.parent / "roster.csv").write_text(ROSTER, encoding="utf-8")
    said = oneplan("enterprise", "import", "roster.csv", "--site", "RZ", "--strict")

    assert said.code == 1
    assert "91371100MA3C0XYQ1A" in said.err


def test_taking_over_dryly_opens_no_case(oneplan: Terminal) -> None:
    rows = f"统一社会信用代码,流程,阶段,进入阶段日期,协调员\n{USCC},aeo-certified,nope,2026-09-01,lin\n"
    (oneplan.home.parent / "running.csv").write_text(rows, encoding="utf-8")
    oneplan("case", "import", "running.csv", "--site", "RZ", "--dry-run")

    assert count(oneplan, "case") == 1


def test_a_site_added_twice_is_refused_and_stays_as_it_was(oneplan: Terminal) -> None:
    said = oneplan("site", "add", "RZ", "另一个名字", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "site_exists")
    assert [one["name"] for one in oneplan.json("site", "list")["items"] if one["code"] == "RZ"] == ["日照示范点"]
