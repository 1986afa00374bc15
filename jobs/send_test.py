"""A test message (测试消息) over one of a person's channels: told at once how it went, and in no book of messages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_hex

from models.refusals import Reason, Refused
from models.vocabulary import Channel
from notifications.channels import Carrier, DeliveryError, Envelope
from notifications.wording import Brief, Composed
from store import addresses
from store.database import Database

REST = timedelta(seconds=30)  # between two tests of one address: they are for people, not for flooding somebody


def send_test(
    database: Database,
    login: str,
    channel: Channel,
    text: tuple[str, str],
    carriers: Mapping[Channel, Carrier],
    now: datetime,
    *,
    url: str,
) -> None:
    """Send subject and ``text``. Raises Missing without an address, Refused with the reason why it was not taken.

    Being switched off does not keep it from being tested, and a test switches nothing off or on.
    """
    with database.writing() as tx:
        there = addresses.get(tx, login, channel)
        if there.tested_at and now - there.tested_at < REST:
            raise Refused(Reason("test_too_soon", {"seconds": REST.seconds}))
        if channel not in carriers:
            raise Refused(Reason("channel_closed", {"channel": channel}))
        addresses.note_test(tx, login, channel, now)
    subject, line = text
    key = f"test/{token_hex(8)}"
    letter = Composed(subject, f"{line}\n", f"<p>{line}</p>", subject, (Brief(key, "", line),), url)
    try:
        carriers[channel].carry(Envelope(there.to, f"<{key}@oneplan>", now, (key,), letter, secret=there.secret))
    except DeliveryError as error:
        raise Refused(Reason("test_failed", {"channel": channel, "why": str(error)})) from error
