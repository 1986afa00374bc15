"""DingTalk (钉钉): the bot of a group, in Markdown, signed if it has a secret."""

from dataclasses import dataclass
from urllib.parse import urlencode

from notifications.channels import Envelope, bots
from notifications.channels.brief import markdown

PUBLIC = "https://oapi.dingtalk.com"
PER_MINUTE = 20  # what the provider lets one bot send; who sends more is shut out for ten minutes
ROOM = 18_000  # bytes; the whole request may have 20,000
PERMANENT = frozenset(
    {
        300001,  # no such token
        300005,  # no such token
        310000,  # wrong signature, or a word, or an address that the bot's owner asks for
        400013,  # the group is gone
        400101,  # no such token
        400102,  # the bot was switched off
        400106,  # the bot is gone
    }
)


@dataclass(frozen=True, slots=True)
class DingtalkCarrier:
    """The bot service at ``url``, the public one or a private installation's; an address is the bot's token."""

    url: str = PUBLIC

    def carry(self, envelope: Envelope) -> None:
        """Deliver one letter. Raises DeliveryError; too often (130101, 410100, 90030) and busy (-1) may pass."""
        query = {"access_token": envelope.to, **_signed(envelope)}
        document = {
            "msgtype": "markdown",
            "markdown": {"title": envelope.letter.heading, "text": markdown(envelope, ROOM).replace("\n", "  \n")},
        }
        url = f"{self.url}/robot/send?{urlencode(query)}"
        bots.send(url, document, at=envelope.at, codes=("errcode",), permanent=PERMANENT)


def _signed(envelope: Envelope) -> dict[str, str]:
    """Milliseconds since 1970 and the secret, under the secret."""
    if not envelope.secret:
        return {}
    stamp = str(int(envelope.at.timestamp() * 1000))
    return {"timestamp": stamp, "sign": bots.signature(envelope.secret, f"{stamp}\n{envelope.secret}")}
