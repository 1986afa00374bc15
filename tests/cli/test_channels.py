"""Channels from the terminal, with a real bot service and a real webhook."""

from collections.abc import Iterator

import pytest

from models.waiting import short_key
from tests import sink as sinks
from tests.cli.terminal import Terminal
from tests.sink import Sink, said

KEY = "693a91f6-7aoc-4bc4"
SECRET = "0123456789abcdef"
BEFORE, MORNING = "2026-11-16T08:00", "2026-11-16T08:40"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinks.sink() as running:
        yield running


@pytest.fixture
def wired(oneplan: Terminal, sink: Sink) -> Terminal:
    """The bots of the house are the sink; webhooks may go into the house's own network."""
    return oneplan.at(BEFORE, ONEPLAN_WECOM_URL=sink.url, ONEPLAN_ALLOW_PRIVATE_TARGETS="1")


def with_bot(wired: Terminal) -> Terminal:
    wired.json("person", "reach", "lin", "wecom", KEY)
    return wired


def messages(wired: Terminal, channel: str) -> list[dict[str, object]]:
    found = wired.json("messages", "list", "--person", "lin")["items"]
    return [one for one in found if one["channel"] == channel and one["state"] != "superseded"]


def test_an_address_is_listed_masked(wired: Terminal) -> None:
    listed = with_bot(wired)("person", "addresses", "lin", "--json")

    assert [(one["channel"], one["address"]) for one in listed.document["items"]] == [
        ("email", "lin@example.com"),
        ("wecom", "…4bc4"),
    ]
    assert KEY not in listed.out


@pytest.mark.parametrize("line", ["fax 123", "wecom x", "webhook http://x.example/ --secret short", "apprise lark://x"])
def test_what_is_no_address_is_refused(wired: Terminal, line: str) -> None:
    assert wired("person", "reach", "lin", *line.split()).code == 1


def test_a_letter_goes_to_the_bot_and_its_end_names_every_message(wired: Terminal, sink: Sink) -> None:
    with_bot(wired).json("sweep")
    wired.at(MORNING).json("deliver")
    text = sink.requests[0].document["markdown"]["content"]
    sent = messages(wired, "wecom")

    assert {one["state"] for one in sent} == {"sent"}
    assert set(text.splitlines()[-1].split()) == {f"#{one['short_key']}" for one in sent}
    assert {one["short_key"] for one in sent} == {short_key(str(one["key"])) for one in sent}


def test_a_webhook_gets_the_keys_of_the_messages(wired: Terminal, sink: Sink) -> None:
    wired.json("person", "reach", "lin", "webhook", f"{sink.url}/sms", "--secret", SECRET)
    wired.json("sweep")
    wired.at(MORNING).json("deliver")

    assert {one["key"] for one in sink.requests[0].document["messages"]} == {
        one["key"] for one in messages(wired, "webhook")
    }


def test_a_webhook_into_the_house_is_refused_unless_the_host_allows_it(wired: Terminal, sink: Sink) -> None:
    closed = wired.at(BEFORE, ONEPLAN_ALLOW_PRIVATE_TARGETS="0")
    closed.json("person", "reach", "lin", "webhook", f"{sink.url}/sms", "--secret", SECRET)
    closed.json("sweep")
    closed.at(MORNING).json("deliver")

    assert sink.requests == []
    assert {one["error"] for one in messages(closed, "webhook")} == {"private target"}


def test_a_bot_that_refuses_is_off_until_it_is_switched_on(wired: Terminal, sink: Sink) -> None:
    sink.answers(said(93000, errmsg="invalid webhook url"))
    with_bot(wired).json("sweep")
    report = wired.at(MORNING).json("deliver")
    off = wired.json("person", "addresses", "lin")["items"][1]
    wired.json("person", "switch-on", "lin", "wecom")

    assert report["dead"] == len(messages(wired, "wecom")) > 0
    assert off["off_because"] == "93000 invalid webhook url"
    assert wired.json("person", "addresses", "lin")["items"][1]["off_since"] is None


def test_a_test_message_goes_out_or_says_why_not(wired: Terminal, sink: Sink) -> None:
    sink.answers(said(0), said(93000, errmsg="invalid webhook url"))
    with_bot(wired).json("person", "test", "lin", "wecom")
    again = wired.at(MORNING)("person", "test", "lin", "wecom")

    assert len(sink.requests) == 2
    assert (again.code, "93000 invalid webhook url" in again.err) == (1, True)


def test_what_somebody_does_not_want_stays_away(wired: Terminal) -> None:
    with_bot(wired).json("person", "decline", "lin", "overdue_again=wecom", "overdue=wecom")
    wired.json("sweep")

    assert not {one["kind"] for one in messages(wired, "wecom")} & {"overdue", "overdue_again"}
    assert "overdue_again" in {one["kind"] for one in messages(wired, "email")}


@pytest.mark.parametrize("choice", ["statutory_late=wecom", "gossip=wecom", "overdue=inbox", "overdue"])
def test_what_is_mandatory_or_not_there_cannot_be_declined(wired: Terminal, choice: str) -> None:
    assert wired("person", "decline", "lin", choice).code == 1


def test_an_address_can_be_taken_away_once(wired: Terminal) -> None:
    with_bot(wired)

    assert [wired("person", "unreach", "lin", "wecom").code for _ in range(2)] == [0, 1]
