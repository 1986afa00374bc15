"""A letter in brief: within its room, with its keys and the way to the rest."""

from collections.abc import Callable

import pytest

from models.waiting import short_key
from notifications.channels import Envelope
from notifications.channels.brief import markdown, plain
from tests.notifications.letters import DESK, envelope

Write = Callable[[Envelope, int], str]

MANY = [f"第 {number} 件" + "，请办理" * 30 for number in range(1, 41)]


@pytest.mark.parametrize("write", [plain, markdown])
@pytest.mark.parametrize("room", [300, 2048, 4096])
def test_it_keeps_within_its_room_and_leads_to_the_rest(write: Write, room: int) -> None:
    text = write(envelope(*MANY), room)

    assert len(text.encode()) <= room
    assert f" {DESK}\n" in text


@pytest.mark.parametrize("write", [plain, markdown])
def test_a_text_too_long_by_itself_is_left_to_the_desk(write: Write) -> None:
    text = write(envelope("很" * 5000), 2048)

    assert text.splitlines()[1:] == [f"… +1 {DESK}", f"#{short_key('key-1')}"]


def test_all_keys_are_there_even_where_messages_are_left_out() -> None:
    text = plain(envelope(*MANY), 2048)

    assert text.splitlines()[-1].split() == [f"#{short_key(f'key-{number}')}" for number in range(1, 41)]


def test_keys_take_no_more_than_half_the_room() -> None:
    assert len(plain(envelope(*MANY), 300).splitlines()[-1].encode()) <= 150


def test_a_heading_is_cut_between_characters() -> None:
    text = plain(envelope("x"), 24)

    assert len(text.encode()) <= 24
    assert "\ufffd" not in text


def test_markdown_leads_each_message_to_its_case() -> None:
    assert "[RZ-2026-0001](http://desk/cases/RZ-2026-0001)" in markdown(envelope(), 4096)
