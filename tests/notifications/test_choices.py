"""Over which channels somebody hears of a kind."""

from dataclasses import replace

import pytest

from models.people import Person
from models.vocabulary import Channel, Role
from notifications.policy import bound, channels, closed

LIN = Person("lin", "林", Role.COORDINATOR, "RZ", "zhao", "lin@example.com", channels=(Channel.WECOM, Channel.FEISHU))
ALL = (Channel.INBOX, Channel.EMAIL, Channel.WECOM, Channel.FEISHU)
DUE_BY_MAIL = ("due_soon", Channel.EMAIL)


def test_every_channel_with_an_address_and_the_inbox() -> None:
    assert channels(LIN, "due_soon") == ALL


def test_the_inbox_for_those_who_have_no_address() -> None:
    assert channels(Person("lin", "林", Role.COORDINATOR), "due_soon") == (Channel.INBOX,)


def test_what_was_declined_is_left_out_for_its_kind_alone() -> None:
    lin = replace(LIN, declined=frozenset({DUE_BY_MAIL}))

    assert channels(lin, "due_soon") == (Channel.INBOX, Channel.WECOM, Channel.FEISHU)
    assert channels(lin, "overdue") == ALL


def test_the_inbox_cannot_be_declined() -> None:
    lin = replace(LIN, declined=frozenset({("due_soon", Channel.INBOX)}))

    assert Channel.INBOX in channels(lin, "due_soon")


def test_what_is_switched_off_is_left_out() -> None:
    assert Channel.WECOM not in channels(replace(LIN, off=(Channel.WECOM,)), "due_soon")


def test_mail_stands_in_where_everything_wanted_is_off() -> None:
    lin = replace(LIN, channels=(Channel.WECOM,), off=(Channel.WECOM,), declined=frozenset({DUE_BY_MAIL}))

    assert channels(lin, "due_soon") == (Channel.INBOX, Channel.EMAIL)


def test_mail_does_not_stand_in_for_what_was_not_wanted_at_all() -> None:
    unwanted = frozenset({DUE_BY_MAIL, ("due_soon", Channel.WECOM)})

    assert channels(replace(LIN, channels=(Channel.WECOM,), declined=unwanted), "due_soon") == (Channel.INBOX,)


def test_mail_that_is_off_itself_does_not_stand_in() -> None:
    lin = replace(LIN, channels=(), off=(Channel.EMAIL,))

    assert channels(lin, "due_soon") == (Channel.INBOX,)


def test_what_is_mandatory_is_not_declined() -> None:
    lin = bound(replace(LIN, declined=frozenset({DUE_BY_MAIL, ("urged", Channel.EMAIL)})), {"urged"})

    assert lin.declined == {DUE_BY_MAIL}


@pytest.mark.parametrize(
    ("parts", "because"),
    [
        ({}, ""),
        ({"off": (Channel.WECOM,)}, "channel_off"),
        ({"channels": ()}, "channel_off"),
        ({"declined": frozenset({("due_soon", Channel.WECOM)})}, "declined"),
    ],
)
def test_a_queued_message_is_told_why_its_channel_is_closed(parts: dict[str, object], because: str) -> None:
    assert closed(replace(LIN, **parts), "due_soon", Channel.WECOM) == because  # type: ignore[arg-type]
