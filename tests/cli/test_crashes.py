"""The process dies at the worst places: nothing is lost, and what may have left twice can be recognised."""

import signal
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.cli.mailserver import Mailserver, mailserver
from tests.cli.terminal import Terminal

MORNING, LATER, LATER_STILL = "2026-11-16T08:00", "2026-11-16T08:40", "2026-11-16T09:40"
SWEEP = ("plan.before_commit", "plan.after_commit")
BEFORE_LEAVING = ("claim.before_commit", "claim.after_commit", "send.before")
AFTER_LEAVING = ("send.after_data", "mark.before_commit", "mark.after_commit")


@pytest.fixture
def server() -> Iterator[Mailserver]:
    with mailserver() as server:
        yield server


@pytest.fixture
def waiting(oneplan: Terminal, server: Mailserver) -> Terminal:
    """The site after a sweep, with a mail server to deliver to."""
    oneplan.at(MORNING).json("sweep")
    return oneplan.at(LATER, ONEPLAN_SMTP_URL=server.url)


def dies(oneplan: Terminal, command: str, place: str) -> None:
    """The command is killed at ``place``."""
    said = oneplan.at(oneplan.now, ONEPLAN_CRASH_POINT=place)(command)

    assert said.code == -signal.SIGKILL


def keys(server: Mailserver) -> Counter[str]:
    return Counter(key for letter in server.letters for key in letter.get_all("X-Oneplan-Key", []))


def queued(oneplan: Terminal) -> list[str]:
    return sorted(one["key"] for one in oneplan.json("messages", "list")["items"])


@pytest.mark.parametrize("place", SWEEP)
def test_a_sweep_that_died_is_made_up_for_by_the_next(oneplan: Terminal, shared: Terminal, place: str) -> None:
    morning = oneplan.at(MORNING)
    dies(morning, "sweep", place)
    morning.json("sweep")

    assert len(queued(oneplan)) == len(set(queued(oneplan)))
    assert {
        (one["step"], one["rung"]) for one in shared.at(MORNING).json("preview", "--on", "2026-11-16")["messages"]
    } <= {(one["step"], one["rung"]) for one in oneplan.json("messages", "list", "--state", "queued")["items"]}


@pytest.mark.parametrize("place", [*BEFORE_LEAVING, *(f"{one}:{nth}" for one in AFTER_LEAVING for nth in (1, 2))])
def test_after_a_delivery_died_every_reminder_still_arrives(waiting: Terminal, server: Mailserver, place: str) -> None:
    wanted = {one["key"] for one in waiting.json("messages", "list")["items"] if one["channel"] == "email"}
    wanted -= {one["key"] for one in waiting.json("messages", "list", "--state", "superseded")["items"]}
    dies(waiting, "deliver", place)
    waiting.at(LATER_STILL).json("deliver")

    assert set(keys(server)) == wanted
    assert waiting.json("messages", "list", "--state", "sending")["items"] == []


@pytest.mark.parametrize("place", BEFORE_LEAVING)
def test_what_had_not_left_arrives_once(waiting: Terminal, server: Mailserver, place: str) -> None:
    dies(waiting, "deliver", place)
    waiting.at(LATER_STILL).json("deliver")

    assert set(keys(server).values()) == {1}


@pytest.mark.parametrize("place", [f"{one}:{nth}" for one in AFTER_LEAVING for nth in (1, 2)])
def test_what_may_have_left_arrives_again_only_under_the_same_message_id(
    waiting: Terminal, server: Mailserver, place: str
) -> None:
    dies(waiting, "deliver", place)
    waiting.at(LATER_STILL).json("deliver")
    ids = {frozenset(letter.get_all("X-Oneplan-Key", [])): letter["Message-ID"] for letter in server.letters}

    assert len({letter["Message-ID"] for letter in server.letters}) == len(ids)
    assert len(server.letters) <= len(ids) + 1
