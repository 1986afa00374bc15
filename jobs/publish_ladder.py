"""Publishing one ladder from the desk: by whoever may at its site, over the version they saw, and nothing else with it."""

from datetime import datetime

from sqlalchemy import Connection

from cases import rights
from jobs.draft_ladder import draft_ladder
from jobs.publish_rulebook import bring_into_force
from models.people import Person
from models.refusals import Forbidden, Missing, Reason, Refused
from models.rulebook import Rulebook
from store import definitions, people
from store.definitions import Edition
from store.locks import RULEBOOK, lock


def publish_ladder(tx: Connection, key: str, text: str, *, base: str, actor: Person, now: datetime) -> Edition:
    """Bring the ladder ``key`` into force as ``text`` has it; the next sweep climbs it.

    ``base`` is the hash that was in force when ``actor`` began to write, empty if none was. Raises Forbidden; Refused when another
    is in force by now, or when it says the same; Invalid with every mistake and its line.
    """
    require_publisher(actor, key)
    lock(tx, RULEBOOK)
    require_base(tx, key, base)
    published = bring_into_force(tx, Rulebook(ladders={key: draft_ladder(tx, key, text)}), by=actor.login, now=now)
    if not published:
        raise Refused(Reason("ladder.same"))
    return published[0]


def require_publisher(actor: Person, key: str) -> None:
    """Raise Forbidden if ``actor`` may not publish the ladder: a site's is the site's, any other is everybody's."""
    if refusal := rights.may_at(actor, "publish-ladder", key.partition("@")[2]):
        raise Forbidden(refusal)


def require_base(tx: Connection, key: str, base: str) -> None:
    """Raise Refused if another version is in force than the one somebody saw."""
    present = edition(tx, key)
    if present and present.hash != base:
        by = people.everybody(tx).get(present.published_by)
        said = {"by": by.name if by else present.published_by, "hash": present.hash[:12]}
        raise Refused(Reason("ladder.stale", said, "base"))


def edition(tx: Connection, key: str) -> Edition | None:
    """The version of the ladder that is in force, None if nobody has published any."""
    try:
        return definitions.latest(tx, "ladder", key)
    except Missing:
        return None
