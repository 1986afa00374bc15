"""The documents that scripts and other systems read: names, kinds of values, and nothing else on standard output."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cli.conftest import NO, USCC
from tests.cli.terminal import Terminal

DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)?")
CASE = {
    "no", "enterprise", "site", "process", "regime", "target", "stage", "round", "status", "version", "coordinator",
    "liaison", "supervisor", "steps", "gate", "findings", "plan",
}  # fmt: skip
STEP = {
    "key", "title", "stage", "round", "state", "required", "due_on", "statutory_due_on", "provisional",
    "overdue_workdays", "holder", "assignee", "look_at",
}  # fmt: skip
MESSAGE = {
    "id", "key", "person", "channel", "kind", "case", "step", "rung", "state", "attempts", "queued_at", "sent_at",
    "short_key", "confirmed", "error", "on_behalf_of",
}  # fmt: skip
FORESEEN = {"person", "channel", "rung", "step", "case", "why"}
LISTS = (
    "case list", "enterprise list", "messages list", "work --as lin", "board --site RZ", f"journal show {NO}",
    "rulebook list", "site list", "person list", "settings", "absence list", "mute list",
)  # fmt: skip
DOCUMENTS = (
    *LISTS, f"case show {NO}", f"case options {NO} --as lin", "preview --on 2026-11-09", "journal verify",
    "recompute --check", "workday check 2026-11-02", "rulebook check", "doctor", "db check",
)  # fmt: skip
SWEPT = "2026-11-12T08:00"


def swept(oneplan: Terminal) -> Terminal:
    """The site on a later morning, after a sweep."""
    later = oneplan.at(SWEPT)
    later.json("sweep")
    return later


def looked_back(oneplan: Terminal) -> None:
    """The look-back done, with its evidence and its answers."""
    (oneplan.home.parent / "record.txt").write_text("无违规记录", encoding="utf-8")
    for line in (
        "attach-evidence --set file=record.txt --set kind=credit_record",
        "complete-step --set penalties=0 --set arrears=no --set abnormal_list=no --set within_bar=no",
    ):
        oneplan.json("case", "do", NO, *line.split(), "--step", "look-back", "--as", "lin")


def moments(value: Any) -> list[str]:
    """Every text in a document that is a moment."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in moments(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in moments(inner)]
    return [value] if isinstance(value, str) and MOMENT.fullmatch(value) else []


@pytest.mark.parametrize("line", DOCUMENTS)
def test_standard_output_is_one_document_and_nothing_else(shared: Terminal, line: str) -> None:
    said = shared(*line.split(), "--json")

    assert said.out.count("\n") == 1
    assert isinstance(said.document, dict)


@pytest.mark.parametrize("line", LISTS)
def test_a_list_is_items_and_what_follows(shared: Terminal, line: str) -> None:
    listed = shared.json(*line.split())

    assert set(listed) == {"items", "next"}
    assert isinstance(listed["items"], list)
    assert listed["next"] is None


@pytest.mark.parametrize("line", [f"case show {NO}", "messages list", f"journal show {NO}", "rulebook list"])
def test_moments_carry_the_sites_offset(oneplan: Terminal, line: str) -> None:
    found = moments(swept(oneplan).json(*line.split()))

    assert found
    assert {datetime.fromisoformat(one).utcoffset() for one in found} == {timedelta(hours=8)}


def test_moments_follow_the_zone_of_the_settings(shared: Terminal) -> None:
    berlin = shared.at("2026-11-12T08:00", ONEPLAN_TIMEZONE="Europe/Berlin")

    assert moments(berlin.json("rulebook", "list"))[0].endswith("+01:00")


def test_chinese_stays_readable_in_the_document(shared: Terminal) -> None:
    assert "登记培育意向" in shared("case", "show", NO, "--json").out


def test_a_case_has_the_promised_names(shared: Terminal) -> None:
    case = shared.json("case", "show", NO)

    assert set(case) >= CASE
    assert (case["no"], case["site"], case["status"], case["version"]) == (NO, "RZ", "open", 1)
    assert (case["coordinator"], case["liaison"], case["supervisor"]) == ("lin", None, "zhao")


def test_the_parts_of_a_case_have_the_promised_names(shared: Terminal) -> None:
    case = shared.json("case", "show", NO)

    assert case["enterprise"] == {"uscc": USCC, "name": "测试水产有限公司"}
    assert {"id", "hash"} <= set(case["process"])
    assert set(case["gate"]) == {"ready", "missing", "endings"}
    assert set(case["plan"]) == {"revision", "state"}


def test_every_step_of_a_case_has_the_promised_names(shared: Terminal) -> None:
    assert all(set(step) >= STEP for step in shared.json("case", "show", NO)["steps"])


def test_a_step_says_dates_as_dates_and_yes_as_true(shared: Terminal) -> None:
    step = shared.json("case", "show", NO)["steps"][0]

    assert (step["key"], step["state"], step["due_on"]) == ("intent", "open", "2026-11-05")
    assert (step["required"], step["provisional"], step["overdue_workdays"]) == (True, False, 0)


def test_the_keys_of_steps_are_unique_in_a_case(shared: Terminal) -> None:
    keys = [step["key"] for step in shared.json("case", "show", NO)["steps"]]

    assert len(keys) == len(set(keys))


def test_a_case_as_of_an_earlier_day_is_as_it_was(oneplan: Terminal) -> None:
    oneplan.at("2026-11-04T10:00").json("case", "do", NO, "complete-step", "--step", "intent", "--as", "lin")
    was = oneplan.at("2026-11-09T10:00").json("case", "show", NO, "--as-of", "2026-11-03")

    assert (was["version"], was["steps"][0]["state"]) == (1, "open")
    assert set(was) >= CASE


def test_opening_a_case_gives_its_number_version_and_changes(oneplan: Terminal) -> None:
    line = f"case open --enterprise {USCC} --process aeo-certified --coordinator lin --liaison lin --site RZ"
    opened = oneplan.json(*line.split())

    assert set(opened) == {"no", "version", "changes"}
    assert (opened["no"], opened["version"]) == ("RZ-2026-0002", 1)
    assert opened["changes"]


def test_doing_an_act_gives_number_version_and_changes(oneplan: Terminal) -> None:
    done = oneplan.json(*f"case do {NO} complete-step --step intent --version 1 --as lin".split())

    assert set(done) == {"no", "version", "changes"}
    assert (done["no"], done["version"]) == (NO, 2)
    assert all(change["kind"] for change in done["changes"])


def test_options_say_for_each_act_whether_and_why_not(shared: Terminal) -> None:
    acts = shared.json("case", "options", NO, "--as", "lin")["acts"]

    assert all(set(one) >= {"act", "step", "allowed", "reasons", "inputs"} for one in acts)
    assert all(one["allowed"] is not bool(one["reasons"]) for one in acts)


def test_the_inputs_of_an_option_have_the_promised_names(shared: Terminal) -> None:
    acts = shared.json("case", "options", NO, "--as", "lin")["acts"]
    inputs = [asked for one in acts for asked in one["inputs"]]

    assert inputs
    assert all(set(asked) >= {"name", "type", "required", "choices"} for asked in inputs)


def test_the_outcomes_offered_are_those_of_the_stage(oneplan: Terminal) -> None:
    looked_back(oneplan)
    acts = oneplan.json("case", "options", NO, "--as", "lin")["acts"]
    outcome, look_again = [asked for one in acts if one["act"] == "advance-stage" for asked in one["inputs"]]

    assert (outcome["name"], outcome["choices"]) == ("outcome", ["take-up", "pool", "refuse"])
    assert (look_again["name"], look_again["required"]) == ("look_again_on", False)


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("extend-deadline", {"days"}),
        ("suspend-case", {"resume_on"}),
        ("ask-party", {"party", "question"}),
        ("attach-evidence", {"file", "kind"}),
        ("assign", {"to"}),
    ],
)
def test_an_act_asks_for_the_inputs_it_is_promised_to(shared: Terminal, act: str, names: set[str]) -> None:
    acts = shared.json("case", "options", NO, "--as", "zhao")["acts"]
    asked = {one["name"] for option in acts if option["act"] == act for one in option["inputs"]}

    assert names <= asked


def test_importing_a_roster_counts_and_lists_its_rows(oneplan: Terminal) -> None:
    roster = oneplan.home.parent / "more.csv"
    roster.write_text(f"统一社会信用代码,企业名称\n{USCC},改名公司\n错,错\n", encoding="utf-8-sig")
    report = oneplan.json("enterprise", "import", "more.csv", "--site", "RZ")

    assert set(report) >= {"new", "updated", "same", "rejected", "rows"}
    assert (report["new"], report["updated"], report["same"], report["rejected"]) == (0, 1, 0, 1)
    assert all(set(row) == {"row", "status", "field", "why"} for row in report["rows"])


def test_adding_working_days_passes_the_october_holidays(shared: Terminal) -> None:
    assert shared.json("workday", "add", "2026-09-30", "1") == {"date": "2026-10-08", "provisional": False}


def test_working_days_can_be_taken_away(shared: Terminal) -> None:
    assert shared.json("workday", "add", "2026-10-08", "-1") == {"date": "2026-09-30", "provisional": False}


def test_counting_working_days_leaves_out_the_first_and_takes_in_the_last(shared: Terminal) -> None:
    assert shared.json("workday", "count", "2026-09-30", "2026-10-08") == {"workdays": 1, "provisional": False}


@pytest.mark.parametrize(
    ("day", "kind", "provisional"),
    [
        ("2026-11-02", "workday", False),
        ("2026-10-10", "adjusted_workday", False),
        ("2026-11-01", "weekend", False),
        ("2026-10-01", "statutory", False),
        ("2031-11-03", "workday", True),
    ],
)
def test_a_day_says_its_kind_and_whether_that_is_certain(
    shared: Terminal, day: str, kind: str, provisional: bool
) -> None:
    assert shared.json("workday", "check", day) == {"kind": kind, "provisional": provisional}


def test_verifying_the_journal_says_how_many_cases_hold(shared: Terminal) -> None:
    assert shared.json("journal", "verify") == {"ok": True, "cases": 1, "broken": []}
    assert shared.json("journal", "verify", NO) == {"ok": True, "cases": 1, "broken": []}


def test_a_sweep_answers_in_counts(oneplan: Terminal) -> None:
    counts = oneplan.at(SWEPT).json("sweep")

    assert set(counts) == {"looked_at", "queued", "suppressed", "failed", "cases", "done"}
    assert all(isinstance(count, int) for count in counts.values())


def test_a_delivery_answers_in_counts(oneplan: Terminal) -> None:
    counts = swept(oneplan).at("2026-11-12T08:40").json("deliver")

    assert set(counts) == {"letters", "messages", "sent", "retried", "dead", "beyond"}
    assert all(isinstance(count, int) for count in counts.values())


def test_a_preview_says_what_would_be_sent_and_what_held_back(shared: Terminal) -> None:
    foreseen = shared.json("preview", "--on", "2026-11-12")

    assert (set(foreseen), foreseen["on"]) == ({"on", "messages", "suppressed"}, "2026-11-12")
    assert foreseen["messages"]
    assert all(set(one) >= FORESEEN for one in foreseen["messages"])


def test_what_a_preview_holds_back_says_because_of_what(oneplan: Terminal) -> None:
    oneplan.json(
        "case", "do", NO, "suspend-case", "--set", "resume_on=2026-12-01", "--reason", "停产检修", "--as", "zhao"
    )
    held_back = oneplan.json("preview", "--on", "2026-11-12")["suppressed"]

    assert all(set(one) >= FORESEEN | {"because"} and one["because"] for one in held_back)


def test_a_preview_can_be_asked_for_one_person(shared: Terminal) -> None:
    foreseen = shared.json("preview", "--on", "2026-11-16", "--person", "zhao", "--site", "RZ")

    assert {one["person"] for one in foreseen["messages"]} == {"zhao"}


def test_a_message_has_exactly_the_promised_names(oneplan: Terminal) -> None:
    items = swept(oneplan).json("messages", "list")["items"]

    assert items
    assert all(set(one) == MESSAGE for one in items)


def test_a_message_names_login_case_step_and_rung(oneplan: Terminal) -> None:
    (first, *_) = swept(oneplan).json("messages", "list", "--state", "queued", "--person", "lin")["items"]

    assert (first["person"], first["case"], first["state"], first["attempts"]) == ("lin", NO, "queued", 0)
    assert re.fullmatch(r"T([+-]\d+(#\d+)?)?", first["rung"])
    assert first["queued_at"] == "2026-11-12T08:00:00+08:00"


def test_rungs_are_named_alike_before_and_after(oneplan: Terminal) -> None:
    foreseen = oneplan.at(SWEPT).json("preview", "--on", "2026-11-12")["messages"]
    queued = swept(oneplan).json("messages", "list", "--state", "queued")["items"]

    assert {(one["step"], one["rung"]) for one in foreseen} == {(one["step"], one["rung"]) for one in queued}


def test_the_next_page_begins_where_the_first_ended(oneplan: Terminal) -> None:
    later = swept(oneplan)
    first = later.json("messages", "list", "--limit", "2")
    second = later.json("messages", "list", "--limit", "2", "--cursor", first["next"])

    assert len(first["items"]) == len(second["items"]) == 2
    assert first["items"][-1]["id"] > second["items"][0]["id"]


def test_an_error_has_code_message_and_reasons(shared: Terminal) -> None:
    error = shared("case", "show", "RZ-2026-0099", "--json").refusal

    assert set(error) == {"code", "message", "reasons"}
    assert error["code"] == "missing"
    assert [reason["code"] for reason in error["reasons"]] == ["case_missing"]


def test_wrong_usage_is_a_document_too(shared: Terminal) -> None:
    error = shared("case", "show", "--json").refusal

    assert (set(error), error["code"], error["reasons"]) == ({"code", "message", "reasons"}, "usage", [])


def test_cases_can_be_listed_by_site_stage_coordinator_and_lateness(shared: Terminal) -> None:
    line = ["case", "list", "--site", "RZ", "--stage", "screening", "--coordinator", "lin", "--overdue"]

    assert [one["no"] for one in shared.at("2026-11-12T08:00").json(*line)["items"]] == [NO]
    assert shared.json(*line)["items"] == []


def test_enterprises_are_found_by_the_initials_of_their_pinyin(shared: Terminal) -> None:
    assert [one["uscc"] for one in shared.json("enterprise", "list", "--search", "cssc")["items"]] == [USCC]


def test_the_answer_for_people_needs_no_json(shared: Terminal) -> None:
    said = shared("case", "show", NO)

    assert said.code == 0
    assert "登记培育意向" in said.out
    with pytest.raises(json.JSONDecodeError):
        json.loads(said.out)


def test_the_answer_for_people_speaks_english_on_demand(shared: Terminal) -> None:
    assert "Record intent" in shared.at("2026-11-02T09:00", ONEPLAN_LANG="en")("case", "show", NO).out
