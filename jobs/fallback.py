"""Falling back (改道): a channel that fails somebody for good is switched off, they are told, its messages go another way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from models.people import Person
from models.vocabulary import Channel
from models.waiting import Intent
from notifications import policy
from store import addresses, inbox, outbox
from store.messages import Message

NOTICE = "notice.channel_off"


def switch_off(tx: Connection, login: str, channel: Channel, to: str, because: str, now: datetime) -> bool:
    """Write there no more, and tell them. False if there is nothing to switch off any more."""
    if not addresses.switch_off(tx, login, channel, to, because, now):
        return False
    inbox.tell(tx, login, NOTICE, {"channel": channel, "because": because}, now)
    return True


def fall_back(tx: Connection, messages: Sequence[Message], person: Person, now: datetime) -> int:
    """Queue these messages over the channels that ``person`` has now. Returns how many were not there already.

    The inbox has them in any case; what already goes, or went, over another channel stays as it is under its own key.
    """
    return len(
        outbox.queue(
            tx,
            [
                Intent(
                    one.waiting,
                    one.rung,
                    one.person,
                    channel,
                    one.kind,
                    one.planned_on,
                    on_behalf_of=one.on_behalf_of,
                    values=dict(one.values),
                )
                for one in messages
                for channel in policy.channels(person, one.kind)
                if channel not in {Channel.INBOX, one.channel}
            ],
            now,
        )
    )
