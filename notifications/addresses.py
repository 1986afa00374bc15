"""What an address (收件地址) must look like on each channel, and how much of it may be shown. Pure; looks nothing up."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, urlsplit

from models.people import Address
from models.refusals import Invalid, Reason
from models.vocabulary import Channel

UNBELIEVABLE = frozenset({"wecombot", "dingtalk", "feishu", "lark", "serverchan", "schan"})
"""Apprise says yes for these though they said no; three of them are channels of their own here."""
LOCAL = frozenset({"dbus", "kde", "qt", "glib", "gnome", "macosx", "windows", "syslog"})
"""With Apprise these would write on the machine the program runs on."""
UNUSABLE = UNBELIEVABLE | LOCAL
SIGNED = frozenset({Channel.DINGTALK, Channel.FEISHU, Channel.WEBHOOK})
"""The channels that sign with a secret."""
LEAST_SECRET = 16
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.?[^@\s,;]+")
_KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")


def is_email(text: str) -> bool:
    """Whether it looks like an e-mail address."""
    return bool(_EMAIL.fullmatch(text))


def address(channel: Channel, written: str, secret: str = "") -> Address:
    """What somebody wrote, as the channel needs it; of a bot its key is enough, or the whole address that the service shows.

    Raises Invalid.
    """
    to = _READ[channel](written.strip()) if channel in _READ else ""
    if not to:
        raise Invalid(Reason("address_unusable", {"channel": channel}, "address"))
    if channel is Channel.WEBHOOK and len(secret) < LEAST_SECRET:
        raise Invalid(Reason("secret_short", {"least": LEAST_SECRET}, "secret"))
    return Address(channel, to, secret if channel in SIGNED else "")


def shown(one: Address) -> str:
    """As much of it as may be shown: whoever knows a bot's key could write there too."""
    match one.channel:
        case Channel.EMAIL:
            return one.to
        case Channel.WEBHOOK:
            return f"{urlsplit(one.to).scheme}://{urlsplit(one.to).netloc}/…"
        case Channel.APPRISE:
            return f"{urlsplit(one.to).scheme}://…"
        case _:
            return f"…{one.to[-4:]}"


def _email(text: str) -> str:
    return text if is_email(text) else ""


def _wecom(text: str) -> str:
    return _key(_parameter(text, "key"))


def _dingtalk(text: str) -> str:
    return _key(_parameter(text, "access_token"))


def _feishu(text: str) -> str:
    return _key(text.rstrip("/").rpartition("/")[2])


def _key(text: str) -> str:
    return text if _KEY.fullmatch(text) else ""


def _parameter(text: str, name: str) -> str:
    """The parameter of a URL; what is no URL is taken as it is."""
    return next(iter(parse_qs(urlsplit(text).query).get(name, [])), "") if "://" in text else text


def _webhook(text: str) -> str:
    """Only plain web addresses, without a user and a password in them."""
    parts = _parts(text)
    usable = parts and parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    return text if usable and text.isascii() and " " not in text else ""


def _apprise(text: str) -> str:
    """One service that may be used; the wheat is told from the chaff again when it is sent, by those who know all of them."""
    scheme = text.partition("://")[0].lower()
    usable = re.fullmatch(r"[a-z0-9]+", scheme) and "://" in text and len(text.split()) == 1
    return text if usable and scheme not in UNUSABLE else ""


def _parts(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


_READ: dict[Channel, Callable[[str], str]] = {
    Channel.EMAIL: _email,
    Channel.WECOM: _wecom,
    Channel.DINGTALK: _dingtalk,
    Channel.FEISHU: _feishu,
    Channel.WEBHOOK: _webhook,
    Channel.APPRISE: _apprise,
}
