"""`oneplan case plan`: what may go into it, what is in it and why, its revisions and what changed."""

from tests.cli.conftest import NO
from tests.cli.terminal import Terminal


def diagnosed(oneplan: Terminal) -> Terminal:
    """Lin found that clauses 5 and 12 are not met."""
    oneplan.json("case", "do", NO, "open-assessment", "--set", "kind=self", "--as", "lin")
    oneplan.json("case", "do", NO, "answer-clauses", "--set", "answers=5=not_met, 12=not_met", "--as", "lin")
    return oneplan


def drafted(oneplan: Terminal) -> Terminal:
    """The usual for clause 5, in two revisions."""
    diagnosed(oneplan).json(
        "case", "do", NO, "draft-plan", "--set", "items=5.separate=, 5.traces=2027-03-01", "--as", "lin"
    )
    inputs = ("--set", "move=extra.2=2027-04-01", "--set", "add=讲一次课=2027-01-20", "--reason", "联席会议意见")
    oneplan.json("case", "do", NO, "amend-plan", *inputs, "--as", "lin")
    return oneplan


def test_proposals_are_shown_before_anything_is_saved(oneplan: Terminal) -> None:
    items = diagnosed(oneplan).json("case", "plan", NO, "--propose")["items"]

    assert [one["key"] for one in items] == ["5.separate", "5.traces", "12.statements"]
    assert (items[0]["enterprise"], items[0]["usual_cases"]) == ("单证岗", None)


def test_the_plan_names_the_origin_of_every_item(oneplan: Terminal) -> None:
    plan = drafted(oneplan).json("case", "plan", NO)
    own = {one["key"]: one for one in plan["items"] if one["key"].startswith("extra")}

    assert (plan["revision"], plan["state"]) == (2, "draft")
    assert [one["origins"][0]["text"] for one in own.values()] == ["差距 · 第 5 条", "差距 · 第 5 条", "协调员判断"]
    assert {one["origins"][0]["why"] for one in plan["items"] if one["key"] == "intent"} == {"process"}


def test_an_earlier_revision_stands_as_it_was(oneplan: Terminal) -> None:
    plan = drafted(oneplan).json("case", "plan", NO, "--revision", "1")
    due = {one["key"]: one["due_on"] for one in plan["items"]}

    assert (due["extra.2"], "extra.3" in due) == ("2027-03-01", False)


def test_a_difference_tells_what_changed_by_whom_and_why(oneplan: Terminal) -> None:
    changes = drafted(oneplan).json("case", "plan", NO, "--diff", "1..2")["changes"]

    assert [(one["turn"], one["key"], one["by"], one["reason"]) for one in changes] == [
        ("moved", "extra.2", "lin", "联席会议意见"),
        ("added", "extra.3", "lin", "联席会议意见"),
    ]
    assert "2027-03-01 → 2027-04-01" in oneplan("case", "plan", NO, "--diff", "1..").out


def test_a_pair_of_revisions_that_is_none_is_told(oneplan: Terminal) -> None:
    said = drafted(oneplan)("case", "plan", NO, "--diff", "first")

    assert said.code == 1
    assert "写如 1..3" in said.err


def test_a_revision_that_never_was_is_told_with_those_there_are(oneplan: Terminal) -> None:
    said = drafted(oneplan)("case", "plan", NO, "--revision", "7")

    assert "方案没有第 7 版；有：1、2" in said.err


def test_the_case_tells_how_far_its_plan_is(oneplan: Terminal) -> None:
    drafted(oneplan).json("case", "do", NO, "submit-plan", "--as", "lin")

    assert oneplan.json("case", "show", NO)["plan"] == {"revision": 2, "state": "submitted"}
