"""Acts from the terminal by the names outsiders know, and rosters in every form spreadsheets save them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.cli.conftest import NO, USCC
from tests.cli.terminal import Terminal

HEADER = (
    "统一社会信用代码",
    "企业名称",
    "海关注册编码",
    "信用等级",
    "行业",
    "进出口额（亿元）",
    "联系人",
    "电话",
    "邮箱",
)
ROW = (USCC, "测试水产有限公司", "3711960ABC", "高级认证企业", "水产", "1.25", "张三", "06331234567", "z@example.com")


def do(oneplan: Terminal, line: str, login: str = "lin") -> Any:
    """One act on the case, which must succeed."""
    return oneplan.json("case", "do", NO, *line.split(), "--as", login)


def show(oneplan: Terminal) -> Any:
    return oneplan.json("case", "show", NO)


def step(oneplan: Terminal, key: str) -> Any:
    return next(one for one in show(oneplan)["steps"] if one["key"] == key)


def test_a_deadline_is_extended_by_days(oneplan: Terminal) -> None:
    do(oneplan, "extend-deadline --step look-back --set days=5 --reason 等回函", "zhao")

    assert step(oneplan, "look-back")["due_on"] == "2026-11-16"


def test_who_may_not_extend_is_told_so_before_asking(shared: Terminal) -> None:
    acts = shared.json("case", "options", NO, "--as", "lin")["acts"]
    extending = [one for one in acts if one["act"] == "extend-deadline" and one["step"] in {None, "look-back"}]

    assert [(one["allowed"], one["reasons"][0]["code"]) for one in extending] == [(False, "extension.role")] * 2


def test_a_dry_run_shows_what_would_move_and_writes_nothing(oneplan: Terminal) -> None:
    line = "extend-deadline --step look-back --set days=3 --reason 等回函 --dry-run"
    told = do(oneplan, line, "zhao")
    (moved,) = told["dates"]

    assert (moved["before"], moved["after"], moved["workdays"]) == ("2026-11-09", "2026-11-12", 3)
    assert {one["person"] for one in told["told"]} >= {"lin"}
    assert show(oneplan)["version"] == 1


def test_a_dry_run_is_read_by_people(shared: Terminal) -> None:
    how = "suspend-case --set resume_on=2026-12-01 --reason 停产检修 --dry-run --as zhao"
    said = shared("case", "do", NO, *how.split()).out

    for words in ("状态：在办 → 暂停", "停止计时：", "无人（已暂停）", "预计恢复", "未写入"):
        assert words in said


def test_a_suspended_case_has_no_overdue_step_and_nobody_holds_it(oneplan: Terminal) -> None:
    do(oneplan, "suspend-case --set resume_on=2026-12-01 --reason 停产检修", "zhao")
    shown = show(oneplan.at("2026-11-20T09:00"))

    assert shown["status"] == "suspended"
    assert {one["overdue_workdays"] for one in shown["steps"]} == {0}


def test_a_resumed_case_gets_its_days_back(oneplan: Terminal) -> None:
    do(oneplan, "suspend-case --set resume_on=2026-12-01 --reason 停产检修", "zhao")
    do(oneplan.at("2026-11-09T09:00"), "resume-case", "zhao")

    assert show(oneplan)["status"] == "open"
    assert step(oneplan, "look-back")["due_on"] > "2026-11-09"


def test_an_asked_party_holds_the_step_until_it_answers(oneplan: Terminal) -> None:
    do(oneplan, "ask-party --step look-back --set party=tax --set question=有无欠税？")
    holders = [step(oneplan, "look-back")["holder"]]
    do(oneplan, "record-answer --step look-back --set answer=无")
    holders.append(step(oneplan, "look-back")["holder"])

    assert holders == ["tax", "customs"]


def test_a_step_is_assigned_to_a_person(oneplan: Terminal) -> None:
    do(oneplan, "assign --step look-back --set to=zhao", "zhao")

    assert step(oneplan, "look-back")["assignee"] == "zhao"


def test_evidence_is_stored_under_its_hash(oneplan: Terminal) -> None:
    (oneplan.home.parent / "record.txt").write_text("无违规记录", encoding="utf-8")
    do(oneplan, "attach-evidence --step look-back --set file=record.txt --set kind=credit_record")

    assert [one.read_text(encoding="utf-8") for one in (oneplan.home / "files").rglob("*") if one.is_file()] == [
        "无违规记录"
    ]


def test_all_evidence_of_a_case_is_written_into_one_archive(oneplan: Terminal) -> None:
    (oneplan.home.parent / "record.txt").write_text("无违规记录", encoding="utf-8")
    do(oneplan, "attach-evidence --step look-back --set file=record.txt --set kind=credit_record")
    told = oneplan.json("case", "evidence", NO, "all.zip")

    with ZipFile(oneplan.home.parent / "all.zip") as archive:
        assert archive.namelist() == ["目录.xlsx", "001 信用查询记录 record.txt"]
    assert told == {"file": "all.zip", "files": 1}


def test_an_archive_that_cannot_be_written_is_told_with_its_place(oneplan: Terminal) -> None:
    refused = oneplan("case", "evidence", NO, "nowhere/all.zip")

    assert refused.code == 1
    assert "nowhere/all.zip" in refused.err


def test_answers_with_chinese_yes_and_no_are_understood(oneplan: Terminal) -> None:
    line = "complete-step --step basic-facts --set producer=是 --set bonded=否 --set single_standards=否"
    do(oneplan, line)

    assert step(oneplan, "basic-facts")["state"] == "done"


def test_a_case_is_refused_by_its_supervisor_once_the_look_back_is_done(oneplan: Terminal) -> None:
    (oneplan.home.parent / "record.txt").write_text("有欠税", encoding="utf-8")
    do(oneplan, "attach-evidence --step look-back --set file=record.txt --set kind=credit_record")
    facts = "--set penalties=3 --set arrears=yes --set abnormal_list=no --set within_bar=no"
    do(oneplan, f"complete-step --step look-back {facts}")
    do(oneplan, "advance-stage --set outcome=refuse --reason 欠税未缴", "zhao")

    assert (show(oneplan)["status"], show(oneplan)["outcome"]) == ("closed", "refused")


def test_another_instance_of_a_step_gets_the_next_key(oneplan: Terminal) -> None:
    for _ in range(2):
        do(oneplan, "add-step --set title=补充材料 --set due_on=2026-11-20 --reason 企业来函")
    keys = [one["key"] for one in show(oneplan)["steps"] if one["title"] == "补充材料"]

    assert len(set(keys)) == 2


@pytest.mark.parametrize("moment", ["2026-11-03T01:00:00Z", "2026-11-03T09:00:00+08:00", "2026-11-03T09:00"])
def test_the_same_moment_however_it_is_written(oneplan: Terminal, moment: str) -> None:
    do(oneplan.at(moment), "complete-step --step intent")

    assert oneplan.json("journal", "show", NO)["items"][-1]["at"] == "2026-11-03T09:00:00+08:00"


def test_a_late_evening_belongs_to_the_sites_day(oneplan: Terminal) -> None:
    do(oneplan.at("2026-11-03T16:30:00Z"), "complete-step --step intent")

    assert step(oneplan, "intent")["closed_on"] == "2026-11-04"


def test_the_real_clock_counts_without_a_moment(oneplan: Terminal) -> None:
    do(oneplan.at(""), "note --set text=来电")
    at = oneplan.json("journal", "show", NO)["items"][-1]["at"]

    assert abs((datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds()) < 60


def xlsx(path: Path) -> None:
    """A workbook with the numbers as people type them, a title above the header."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "培育企业名单")
        sheet.write_row(2, 0, HEADER)
        sheet.write_row(3, 0, [*ROW[:5], 1.25, *ROW[6:]])


def csv(path: Path, encoding: str, separator: str = ",") -> None:
    path.write_bytes("\r\n".join([separator.join(HEADER), separator.join(ROW)]).encode(encoding))


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "xlsx"])
def test_a_roster_says_the_same_in_every_form(oneplan: Terminal, form: str) -> None:
    file = oneplan.home.parent / f"roster.{'xlsx' if form == 'xlsx' else 'csv'}"
    xlsx(file) if form == "xlsx" else csv(file, form)
    report = oneplan.json("enterprise", "import", file.name, "--site", "RZ")
    (known,) = oneplan.json("enterprise", "list")["items"]

    assert (report["updated"], report["rejected"]) == (1, 0)
    assert (known["customs_code"], known["credit_level"], known["industry"]) == (
        "3711960ABC",
        "advanced_certified",
        "水产",
    )
    assert (known["trade_volume"], known["phone"], known["email"]) == (1.25, "06331234567", "z@example.com")


def test_the_same_roster_again_changes_nothing(oneplan: Terminal) -> None:
    csv(oneplan.home.parent / "roster.csv", "utf-8")
    reports = [oneplan.json("enterprise", "import", "roster.csv", "--site", "RZ") for _ in range(2)]

    assert [(one["updated"], one["same"]) for one in reports] == [(1, 0), (0, 1)]


def test_the_agenda_is_kept_from_the_terminal(oneplan: Terminal) -> None:
    morning = oneplan.at("2026-11-16T09:00")
    morning.json("case", "do", NO, "put-on-agenda", "--as", "zhao", "--reason", "请联席会议协调")
    listed = morning.json("agenda", "--site", "RZ")["items"]

    assert [(one["no"], one["since"], one["reason"]) for one in listed] == [(NO, "2026-11-16", "请联席会议协调")]
    morning.json("case", "do", NO, "take-off-agenda", "--as", "zhao")
    assert morning.json("agenda", "--site", "RZ")["items"] == []


def test_priority_promise_and_standstill_are_part_of_the_case(oneplan: Terminal) -> None:
    morning = oneplan.at("2026-11-16T09:00")
    morning.json("case", "do", NO, "raise-priority", "--as", "zhao")
    morning.json("case", "do", NO, "promise", "--step", "look-back", "--set", "promised_on=2026-11-20", "--as", "lin")
    case = morning.json("case", "show", NO)
    step = next(one for one in case["steps"] if one["key"] == "look-back")

    assert (case["priority"], case["moved_on"], case["still_workdays"]) == ("high", "2026-11-02", 10)
    assert (step["promised_on"], step["promised"], step["promises_broken"]) == ("2026-11-20", 1, 0)
    assert "加急" in morning("case", "show", NO).out


def test_somebody_speaks_for_a_department_only_as_one_of_it(oneplan: Terminal) -> None:
    add = ("person", "add", "shui", "--name", "税", "--site", "RZ", "--party")

    assert oneplan(*add, "tax", "--role", "coordinator").code == 1
    assert oneplan(*add, "taxes", "--role", "department").code == 1
    assert oneplan(*add, "tax", "--role", "department").code == 0
