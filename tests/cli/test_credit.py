"""An enterprise's credit at the terminal: shown, recorded, retracted."""

from tests.cli.conftest import NO, USCC
from tests.cli.terminal import Terminal

PENALTY = ("enterprise", "record", USCC, "penalty", "--on", "2026-11-01", "--reason", "处罚决定书", "--as", "lin")


def test_a_recorded_penalty_is_shown_and_closes_the_window(oneplan: Terminal) -> None:
    oneplan.json(*PENALTY)
    told = oneplan.json("enterprise", "show", USCC)

    assert [(one["kind"], one["on"]) for one in told["events"]] == [("penalty", "2026-11-01")]
    assert told["windows"][0]["opens_on"] == "2028-11-02"
    assert oneplan.json("case", "show", NO)["window"]["open"] is False


def test_as_of_an_earlier_day_the_window_was_open(oneplan: Terminal) -> None:
    oneplan.json(*PENALTY)
    told = oneplan.json("enterprise", "show", USCC, "--as-of", "2026-10-31")

    assert [one["open"] for one in told["windows"]] == [True, True]


def test_what_was_recorded_by_mistake_is_retracted(oneplan: Terminal) -> None:
    (event,) = oneplan.json(*PENALTY)["events"]
    told = oneplan.json("enterprise", "retract", USCC, str(event["id"]), "--reason", "录错", "--as", "lin")

    assert told["events"] == []
