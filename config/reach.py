"""How somebody is reached (接收方式): the choices of kind and channel, and the test message, whichever door asks."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from config.i18n import _, language
from config.wiring import App
from jobs.live import wording_now
from jobs.send_test import send_test
from models.people import Choice, Person
from models.refusals import Invalid, Reason, Refused
from models.vocabulary import ADDRESSED, Channel
from store import addresses


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message, with its name in the language in use; a ``mandatory`` one cannot be declined."""

    key: str
    title: str
    mandatory: bool


def kinds(tx: Connection) -> list[Kind]:
    """Every kind of message there is, in the order of the rulebook."""
    return [
        Kind(key, one.title.in_language(language()) if one.title else key, one.mandatory)
        for key, one in wording_now(tx).kinds.items()
    ]


def channel_named(word: str) -> Channel:
    """The channel of that name, one that has addresses. Raises Invalid."""
    if word not in set(ADDRESSED):
        raise Invalid(Reason("channel_unknown", {"value": word, "allowed": ", ".join(ADDRESSED)}, "channel"))
    return Channel(word)


def decline(tx: Connection, person: Person, choices: Collection[Choice]) -> None:
    """The person wants everything but these. Raises Invalid for a kind there is not, Refused for one that is mandatory."""
    known = {one.key: one for one in kinds(tx)}
    for kind in sorted({kind for kind, _channel in choices}):
        if kind not in known:
            raise Invalid(Reason("kind_unknown", {"value": kind, "allowed": ", ".join(known)}, "kind"))
        if known[kind].mandatory:
            raise Refused(Reason("kind_mandatory", {"title": known[kind].title}, "kind"))
    addresses.decline(tx, person.login, choices)


def test(app: App, login: str, channel: Channel) -> None:
    """Send a test message there. Raises Missing, or Refused with the reason why it did not go."""
    subject, line = _("一企一策：测试消息"), _("这是一条测试消息；收到即说明此渠道可用。")
    send_test(app.database, login, channel, (subject, line), app.post.carriers, app.now(), url=app.url)
