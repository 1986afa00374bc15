"""WeCom (企业微信): the bot of a group, in Markdown."""

from dataclasses import dataclass
from urllib.parse import quote

from notifications.channels import Envelope, bots
from notifications.channels.brief import markdown

PUBLIC = "https://qyapi.weixin.qq.com"
PER_MINUTE = 20  # what the provider lets one bot send
ROOM = 4096  # bytes of a Markdown message
PERMANENT = frozenset(
    {
        40001,  # bad credential
        40008,  # not a kind of message
        40058,  # a parameter is wrong
        93000,  # no such key
        93004,  # the bot was taken away
        93008,  # not in the group
        93017,  # the bot was switched off
    }
)


@dataclass(frozen=True, slots=True)
class WecomCarrier:
    """The bot service at ``url``, the public one or a private installation's; an address is the bot's key."""

    url: str = PUBLIC

    def carry(self, envelope: Envelope) -> None:
        """Deliver one letter. Raises DeliveryError; too often (45009) and busy (-1) may pass."""
        url = f"{self.url}/cgi-bin/webhook/send?key={quote(envelope.to, safe='')}"
        document = {"msgtype": "markdown", "markdown": {"content": markdown(envelope, ROOM)}}
        bots.send(url, document, at=envelope.at, codes=("errcode",), permanent=PERMANENT)
