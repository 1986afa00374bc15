"""The inbox gathers what was said of one matter into one line, and of no two."""

from datetime import UTC, date, datetime
from typing import Any

from models.vocabulary import Channel, MessageState, Subject
from models.waiting import Waiting
from store.messages import Message
from web.pages.inbox import by_step

DAY, AT = date(2026, 11, 16), datetime(2026, 11, 16, 1, tzinfo=UTC)


def told(number: int, key: str, **of: Any) -> tuple[Message, str]:
    """A message of the inbox about what waits under ``key``, with its line."""
    case = of.pop("case", "")
    waiting = Waiting(
        key, of.pop("subject"), case=case, site="RZ", step="", due_on=DAY, ladder="", holder="customs", **of
    )
    message = Message(
        id=number, key=f"{key}/{number}", person="lin", channel=Channel.INBOX, kind="due", case=case, step="", rung="due",
        state=MessageState.SENT, attempts=1, queued_at=AT, sent_at=AT, error="", subject_key=key, revision=1, planned_on=DAY,
        not_before=None, letter_id=None, read_at=None, site="RZ", waiting=waiting, values={},
    )  # fmt: skip
    return message, f"第 {number} 次"


def lines(*messages: tuple[Message, str]) -> list[tuple[str, int]]:
    """The last words on each matter, and how often it was mentioned before."""
    return [(one.text, one.before) for one in by_step(messages)]


def test_two_commitments_are_two_lines() -> None:
    first = {"subject": Subject.COMMITMENT, "commitment": 1}
    second = {"subject": Subject.COMMITMENT, "commitment": 2}
    found = lines(
        told(3, "commitment/RZ/1", **first), told(2, "commitment/RZ/2", **second), told(1, "commitment/RZ/1", **first)
    )

    assert found == [("第 3 次", 1), ("第 2 次", 0)]


def test_what_is_said_of_one_case_is_one_line() -> None:
    of = {"case": "RZ-2026-0001", "subject": Subject.TARGET}

    assert lines(told(2, "RZ-2026-0001//a/target", **of), told(1, "RZ-2026-0001//b/target", **of)) == [("第 2 次", 1)]
