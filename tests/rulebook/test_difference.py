"""What a new version of a definition changes, in the words of the business."""

from cases.difference import difference
from models.refusals import Reason
from models.rulebook import Rulebook
from tests.rulebook.small import CALENDAR, FILES, LADDER, PROCESS, REGIME, WORDING, rulebook, spoilt

OLD = rulebook()
TALK = FILES[PROCESS][FILES[PROCESS].index("      talk:") : FILES[PROCESS].index("    stages:\n      coaching:")]
KINDS = {PROCESS: ("process", "small"), REGIME: ("regime", "ORDER"), LADDER: ("ladder", "default")}
KINDS |= {CALENDAR: ("calendar", "cn"), WORDING: ("wording", "default")}


def changed(file: str, *changes: tuple[str, str]) -> list[Reason]:
    """What the new version changes."""
    return _between(OLD, rulebook(spoilt(file, *changes)), file)


def _between(old: Rulebook, new: Rulebook, file: str) -> list[Reason]:
    kind, key = KINDS[file]
    return difference(old.of_kind(kind)[key], new.of_kind(kind)[key])


def told(file: str, *changes: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    """Changed fields: whose, which, before, after."""
    found = changed(file, *changes)
    assert {one.code for one in found} <= {"difference.changed"}
    return [(one.where, one.values["field"], one.values["old"], one.values["new"]) for one in found]


def test_nothing_is_told_of_the_same_version() -> None:
    assert [changed(file) for file in KINDS] == [[], [], [], [], []]


def test_a_new_term_is_told_before_and_after() -> None:
    assert told(PROCESS, ("term: 20 workdays after", "term: 15 workdays after")) == [
        ("intent", "term", "20 workdays after stage entered", "15 workdays after stage entered")
    ]


def test_a_term_taken_away_is_told_as_none() -> None:
    assert told(PROCESS, ("        term: 20 workdays after stage entered\n", "")) == [
        ("intent", "term", "20 workdays after stage entered", "-")
    ]


def test_a_new_title_is_told_in_both_languages() -> None:
    assert told(PROCESS, ("{zh: 意向, en: Intent}", "{zh: 意愿, en: Intent}")) == [
        ("intent", "title", "意向 / Intent", "意愿 / Intent")
    ]


def test_a_step_under_its_new_title_is_named_as_it_is_called_now() -> None:
    found = changed(PROCESS, ("{zh: 意向, en: Intent}", "{zh: 意愿, en: Wish}"))

    assert (found[0].values["title_zh"], found[0].values["title_en"]) == ("意愿", "Wish")


def test_another_holder_is_told() -> None:
    assert told(PROCESS, ("held_by: enterprise", "held_by: tax")) == [("check", "held_by", "enterprise", "tax")]


def test_another_condition_is_told_as_it_is_written() -> None:
    assert told(PROCESS, ("{yes: bonded}", "{at_least: {score: 90}}")) == [
        ("check", "when", "yes: bonded", "at_least: score: 90")
    ]


def test_a_gate_is_told_with_its_stage() -> None:
    assert told(PROCESS, ("gate: [required_steps_done]", "gate: [required_steps_done, {yes: bonded}]")) == [
        ("first", "gate", "required_steps_done", "required_steps_done, yes: bonded")
    ]


def test_an_outcome_is_told_with_its_stage() -> None:
    assert told(PROCESS, ("gate: [], bar: reapply, reason: true", "gate: [], bar: reapply")) == [
        ("first/stop", "reason", "true", "false")
    ]


def test_an_outcome_that_goes_and_one_that_comes_are_both_told() -> None:
    found = changed(PROCESS, ("      again:", "      back:"))

    assert [(one.code, one.where) for one in found] == [
        ("difference.removed", "second/again"),
        ("difference.added", "second/back"),
    ]


def test_a_step_that_is_new_is_told_once_not_field_by_field() -> None:
    found = changed(PROCESS, ("      talk:", "      chat:\n        title: {zh: 聊, en: Chat}\n      talk:"))

    assert [(one.code, one.where, one.values["kind"]) for one in found] == [("difference.added", "chat", "step")]


def test_a_step_that_is_gone_is_told_by_its_last_title() -> None:
    found = changed(PROCESS, (TALK, ""))

    assert [(one.code, one.values["title_en"]) for one in found] == [("difference.removed", "Talk")]


def test_a_step_that_only_moved_is_told_as_moved() -> None:
    visit = "          visit:\n            title: {zh: 走访, en: Visit}\n            when: [{no: filed}]\n"
    other = "          call:\n            title: {zh: 电话, en: Call}\n"
    moved = "      visit:\n        title: {zh: 走访, en: Visit}\n        when: [{no: filed}]\n      acceptance:"

    found = changed(PROCESS, (visit, other), ("      acceptance:", moved))

    assert [(one.code, one.where) for one in found] == [("difference.added", "call"), ("difference.moved", "visit")]
    assert (found[1].values["old"], found[1].values["new"]) == ("coaching", "second")


def test_a_stage_that_is_new_is_told_with_its_steps() -> None:
    stage = "  third:\n    title: {zh: 三, en: Third}\n    steps:\n      end: {title: {zh: 完, en: End}}\n  second:"

    found = changed(PROCESS, ("  second:", stage))

    assert [(one.values["kind"], one.where) for one in found] == [("stage", "third"), ("step", "end")]


def test_the_order_of_steps_is_no_change() -> None:

    assert changed(PROCESS, (TALK, ""), ("      check:", f"{TALK}      check:")) == []


def test_another_target_is_told_of_the_process() -> None:
    assert told(PROCESS, ("target: certified", "target: regular")) == [("small", "target", "certified", "regular")]


def test_a_paper_under_another_name_is_told() -> None:
    assert told(PROCESS, ("{zh: 意向书, en: Letter}", "{zh: 意向函, en: Letter}")) == [
        ("small", "papers", "letter: 意向书 / Letter", "letter: 意向函 / Letter")
    ]


def test_a_process_under_another_title_is_told() -> None:
    assert told(PROCESS, ("en: Small}", "en: Little}")) == [("small", "title", "小流程 / Small", "小流程 / Little")]


def test_how_long_reminders_can_be_put_off_is_told() -> None:
    assert told(PROCESS, ("target: certified", "target: certified\nsnooze: 5 workdays")) == [
        ("small", "snooze", "10 workdays", "5 workdays")
    ]


def test_a_clock_of_another_length_is_told() -> None:
    assert told(REGIME, ("length: 90 days", "length: 60 days")) == [("certify", "length", "90 days", "60 days")]


def test_the_last_day_of_an_order_is_told() -> None:
    assert told(REGIME, ("effective_to: 2030-03-31\n", "")) == [("ORDER", "effective_to", "2030-03-31", "-")]


def test_a_level_that_comes_is_told() -> None:
    found = changed(REGIME, ("clocks:", "  - {code: bad, title: {zh: 失信, en: Bad}}\nclocks:"))

    assert [(one.code, one.where) for one in found] == [("difference.added", "bad")]


def test_a_level_that_is_an_aeo_no_longer_is_told() -> None:
    assert told(REGIME, (", is_aeo: true", "")) == [("certified", "is_aeo", "true", "false")]


def test_an_order_under_another_number_is_told() -> None:
    assert told(REGIME, ("en: Order No. 1}", "en: Order No. 2}")) == [
        ("ORDER", "instrument", "第一号令 / Order No. 1", "第一号令 / Order No. 2")
    ]


def test_a_calendar_under_another_title_is_told() -> None:
    assert told(CALENDAR, ("en: Calendar}", "en: Days}")) == [("cn", "title", "日历 / Calendar", "日历 / Days")]


def test_a_year_that_was_announced_is_told_as_such() -> None:
    found = changed(CALENDAR, ("status: assumed", "status: published"))

    assert [(one.code, one.where, one.values["new"]) for one in found] == [
        ("difference.year_announced", "2027", "published")
    ]


def test_a_year_that_is_assumed_again_is_not_told_as_announced() -> None:
    found = changed(CALENDAR, ("status: published", "status: assumed"))

    assert [one.code for one in found] == ["difference.year_changed"]


def test_a_year_with_other_days_is_told() -> None:
    found = changed(CALENDAR, ("2026-01-04, 2026-05-09", "2026-01-04"))

    assert [(one.code, one.where) for one in found] == [("difference.year_changed", "2026")]


def test_a_year_that_comes_is_told() -> None:
    found = changed(CALENDAR, ("  2027:", "  2028:\n    status: assumed\n    days_off: []\n  2027:"))

    assert [(one.code, one.where) for one in found] == [("difference.year_added", "2028")]


def test_a_year_that_goes_is_told() -> None:
    old = rulebook(spoilt(CALENDAR, ("  2027:", "  2028:\n    status: assumed\n    days_off: []\n  2027:")))

    assert [one.code for one in _between(old, OLD, CALENDAR)] == ["difference.year_removed"]


def test_a_rung_that_comes_and_one_that_goes_are_told_by_their_offsets() -> None:
    found = changed(LADDER, ("at: T-3", "at: T-2"))

    assert [(one.code, one.where) for one in found] == [
        ("difference.rung_removed", "T-3"),
        ("difference.rung_added", "T-2"),
    ]


def test_what_a_rung_now_brings_about_is_told() -> None:
    found = changed(LADDER, ("every: 5, times: 2", "every: 5, times: 2, then: [put_on_agenda]"))

    assert [(one.where, one.values["part"], one.values["old"], one.values["new"]) for one in found] == [
        ("T+1", "then", "-", "put_on_agenda")
    ]


def test_a_rung_inherited_no_more_is_told() -> None:
    found = changed(LADDER, ("rungs:", "extends: stage\nwithout: [T-5]\nrungs:"))

    assert [one.code for one in found] == ["difference.changed", "difference.left_out"]


def test_a_wording_is_told_by_kind_and_language() -> None:
    found = changed(WORDING, ("is late", "is overdue"))

    assert [one.where for one in found] == ["kinds.overdue.line.en"]
