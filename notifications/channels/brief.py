"""A letter in brief (短文): as a bot says it, as plain text or Markdown, within so many bytes, ending with the short keys."""

from collections.abc import Callable

from models.waiting import short_key
from notifications.channels import Envelope
from notifications.wording import Brief

_MENTIONS = str.maketrans("<>", "＜＞")  # no text may ring everybody's phone
_MARKS = str.maketrans("<>[]*_`~#|\\", "＜＞［］＊＿｀～＃｜＼")
Item = Callable[[int, Brief], str]


def plain(envelope: Envelope, room: int) -> str:
    """As plain text of at most ``room`` bytes."""
    return _fitted(envelope, room, _plain_item, envelope.letter.heading.translate(_MENTIONS))


def markdown(envelope: Envelope, room: int) -> str:
    """As Markdown of at most ``room`` bytes, each message leading to its case."""
    return _fitted(envelope, room, _markdown_item, f"**{envelope.letter.heading.translate(_MARKS)}**")


def _plain_item(number: int, one: Brief) -> str:
    return f"{number}. {one.text.translate(_MENTIONS)}" + (f"\n{one.url}" if one.url else "")


def _markdown_item(number: int, one: Brief) -> str:
    link = f" [{one.case or one.url.rpartition('/')[2]}]({one.url})" if one.url else ""
    return f"{number}. {one.text.translate(_MARKS)}{link}"


def _fitted(envelope: Envelope, room: int, item: Item, heading: str) -> str:
    """Heading, as many whole messages as fit, how many more the desk has, and the keys."""
    letter, keys = envelope.letter, _keys(envelope.keys, room // 2)
    heading = f"↻ {heading}" if envelope.repeated else heading
    items = [item(number, one) for number, one in enumerate(letter.briefs, start=1)]
    for count in range(len(items), -1, -1):
        left = len(items) - count
        text = "\n".join([heading, *items[:count], *([f"… +{left} {letter.url}".rstrip()] if left else []), keys])
        if _size(text) <= room:
            return text
    return f"{_cut(heading, room - _size(keys) - 1)}\n{keys}"


def _keys(keys: tuple[str, ...], room: int) -> str:
    """As many as fit; a letter of more messages than that is recognised by the first."""
    return " ".join(f"#{short_key(key)}" for key in keys[: room // 10])  # a mark, eight digits, a blank


def _cut(text: str, room: int) -> str:
    """At most ``room`` bytes, cut between characters."""
    return text.encode()[: max(room, 0)].decode(errors="ignore")


def _size(text: str) -> int:
    return len(text.encode())
