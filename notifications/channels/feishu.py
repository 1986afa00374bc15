"""Feishu (飞书): the bot of a group, in plain text, signed if it has a secret."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from notifications.channels import Envelope, bots
from notifications.channels.brief import plain

PUBLIC = "https://open.feishu.cn"
PER_MINUTE = 100  # what the provider lets one bot send
ROOM = 18_000  # bytes; the whole request may have 20,000
PERMANENT = frozenset(
    {
        9499,  # the request is not understood
        19001,  # no such token
        19002,  # a parameter is wrong
        19021,  # wrong signature, or our clock is wrong by an hour
        19022,  # not from an address that the bot's owner allows
        19024,  # without a word that the bot's owner asks for
    }
)


@dataclass(frozen=True, slots=True)
class FeishuCarrier:
    """The bot service at ``url``, the public one or a private installation's; an address is the bot's token."""

    url: str = PUBLIC

    def carry(self, envelope: Envelope) -> None:
        """Deliver one letter. Raises DeliveryError; too often (11232) and the service's own errors may pass."""
        document = {"msg_type": "text", "content": {"text": plain(envelope, ROOM)}, **_signed(envelope)}
        url = f"{self.url}/open-apis/bot/v2/hook/{quote(envelope.to, safe='')}"
        bots.send(url, document, at=envelope.at, codes=("code", "StatusCode"), permanent=PERMANENT)


def _signed(envelope: Envelope) -> dict[str, Any]:
    """Seconds since 1970 and the secret together are the key here, of an empty message."""
    if not envelope.secret:
        return {}
    stamp = str(int(envelope.at.timestamp()))
    return {"timestamp": stamp, "sign": bots.signature(f"{stamp}\n{envelope.secret}", "")}
