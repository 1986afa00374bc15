"""Options: everything that can be asked for, possible or with every reason why not; never another rule than the acts' own."""

from tests.builders import LIN, ZHAO, file, in_guidance, in_mock_audit, opened, with_intent


def test_what_is_offered_says_what_it_asks_for() -> None:
    walk = opened().do("attach-evidence", "intent", at="2026-07-02", kind="letter_of_intent", file=file("a"))
    offered = walk.options("2026-07-02")[("complete-step", "intent")]

    assert offered.allowed
    assert [(one.name, one.type, one.required, one.choices) for one in offered.inputs] == [
        ("producer", "yes_no", True, ()),
        ("business_lines", "choices", False, ("trade", "broker")),
        ("on", "date", False, ()),
    ]


def test_what_is_not_offered_says_every_reason_why() -> None:
    offered = with_intent().options("2026-07-03")

    assert [one.code for one in offered[("complete-step", "opinion")].reasons] == ["step.not_open", "step.waits_for"]
    assert [one.code for one in offered[("waive-step", "opinion")].reasons] == ["rights.role"]
    assert offered[("waive-step", "opinion")].inputs == ()


def test_leaving_the_stage_is_offered_if_any_way_is_open() -> None:
    blocked = in_guidance().options("2026-07-09")[("advance-stage", "")]
    pooled = opened().options("2026-07-02")[("advance-stage", "")]

    assert not blocked.allowed
    assert [one.values["step"] for one in blocked.reasons] == ["plan", "contract", "closing-talk", "visit"]
    assert pooled.allowed
    assert [one.name for one in pooled.inputs] == ["outcome", "look_again_on"]
    assert (pooled.inputs[0].choices, pooled.inputs[0].default) == (("take-up", "pool", "refuse"), "take-up")


def test_acts_on_a_step_are_offered_for_what_is_open_and_what_is_to_come() -> None:
    steps = {step for act, step in in_mock_audit().options("2026-07-21") if act == "complete-step"}

    assert steps == {"audit"}


def test_each_person_sees_what_they_may() -> None:
    walk = opened()
    supervisors = {act for (act, _), one in walk.options("2026-07-02", ZHAO).items() if one.allowed}
    coordinators = {act for (act, _), one in walk.options("2026-07-02", LIN).items() if one.allowed}
    theirs = {
        "assign",
        "waive-step",
        "suspend-case",
        "close-case",
        "urge",
        "raise-priority",
        "put-on-agenda",
        "move-case",
    }

    assert supervisors - coordinators == theirs


def test_an_act_that_wants_a_reason_says_so() -> None:
    assert opened().options("2026-07-02", ZHAO)[("close-case", "")].needs_reason


def test_what_an_act_asks_for_is_told_while_something_stands_in_its_way() -> None:
    offered = opened().options("2026-07-02")[("complete-step", "intent")]

    assert not offered.allowed
    assert [one.name for one in offered.inputs] == ["producer", "business_lines", "on"]


def test_nothing_is_done_before_the_stage_was_entered() -> None:
    assert opened().refused("note", at="2026-06-20", by=LIN) == ["act.too_early"]
