"""Absences and mutes at the terminal."""

from tests.cli.conftest import NO, USCC
from tests.cli.terminal import Terminal


def with_mei(oneplan: Terminal) -> Terminal:
    """The site with a second coordinator."""
    oneplan.json(
        *["person", "add", "mei", "--name", "梅若水", "--role", "coordinator", "--site", "RZ", "--supervisor", "zhao"]
    )
    return oneplan


def away(oneplan: Terminal) -> dict[str, object]:
    line = "absence add lin --from 2026-11-02 --until 2026-11-06 --substitute mei --note 培训 --as lin"
    return dict(oneplan.json(*line.split()))


def test_an_absence_is_recorded_listed_and_ended(oneplan: Terminal) -> None:
    made = away(with_mei(oneplan))
    listed = oneplan.json("absence", "list", "--as", "lin")
    oneplan.json("absence", "end", "lin", "--as", "zhao")

    assert {name: made[name] for name in ("person", "from", "until", "substitute", "note")} == {
        "person": "lin",
        "from": "2026-11-02",
        "until": "2026-11-06",
        "substitute": "mei",
        "note": "培训",
    }
    assert listed == {"items": [made], "next": None}
    assert oneplan.json("absence", "list")["items"] == []


def test_nobody_is_brought_back_who_is_not_away(oneplan: Terminal) -> None:
    said = oneplan("absence", "end", "lin", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "absence.none")


def test_the_substitute_works_and_acts_for_the_absent_person(oneplan: Terminal) -> None:
    away(with_mei(oneplan))
    work = oneplan.json("work", "--as", "mei")["items"]
    oneplan.json("case", "do", NO, "note", "--set", "text=已通话", "--as", "mei")
    last = oneplan.json("journal", "show", NO)["items"][-1]

    assert {one["on_behalf_of"] for one in work} == {"lin"}
    assert (last["actor"], last["on_behalf_of"]) == ("mei", "lin")


def test_a_mute_is_added_listed_and_lifted(oneplan: Terminal) -> None:
    line = f"mute add --case {NO} --step intent --until 2026-11-20 --reason 搬厂 --as lin"
    made = oneplan.json(*line.split())
    listed = oneplan.json("mute", "list")
    lifted = oneplan.json("mute", "lift", str(made["id"]), "--as", "lin")

    assert (made["on"], made["name"], made["step"], made["until"]) == ("step", NO, "intent", "2026-11-20")
    assert listed == {"items": [made], "next": None}
    assert lifted["id"] == made["id"]
    assert oneplan.json("mute", "list")["items"] == []


def test_an_enterprise_is_muted_by_its_code_alone(oneplan: Terminal) -> None:
    made = oneplan.json(
        "mute", "add", "--enterprise", USCC, "--until", "2026-11-20", "--reason", "搬厂", "--as", "zhao"
    )

    assert (made["on"], made["site"]) == ("enterprise", "RZ")


def test_a_mute_of_nothing_is_wrong_usage(oneplan: Terminal) -> None:
    assert oneplan("mute", "add", "--until", "2026-11-20", "--reason", "搬厂").code == 2


def test_the_preview_says_for_whom_and_what_is_muted(oneplan: Terminal) -> None:
    away(with_mei(oneplan))
    oneplan.json(
        "mute", "add", "--case", NO, "--step", "intent", "--until", "2026-11-20", "--reason", "搬厂", "--as", "lin"
    )
    said, held = (oneplan.json("preview", "--on", day) for day in ("2026-11-04", "2026-11-05"))

    assert {(one["person"], one["on_behalf_of"]) for one in said["messages"] if one["case"]} == {("mei", "lin")}
    assert {(one["person"], one["because"]) for one in held["suppressed"]} == {("mei", "muted")}
