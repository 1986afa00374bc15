"""Sending failed messages again (重发), for those who may: one, or all of them at once."""

from sqlalchemy import Connection

from cases import rights
from models.people import NOWHERE, Person, Scope
from models.refusals import Refused
from store import outbox

ACT = "retry-message"


def retry_message(tx: Connection, id: int, actor: Person) -> None:
    """Queue a dead message again. Raises Missing for one that is not theirs to see, Refused for one that is not dead."""
    outbox.retry(tx, id, _theirs(actor))


def retry_dead(tx: Connection, actor: Person, *, site: str = "", person: str = "") -> int:
    """Queue every dead message of the actor's sites again, or those of ``site``, to ``person``. Returns how many there were."""
    return outbox.retry_all(tx, _theirs(actor).at(site), person or None)


def _theirs(actor: Person) -> Scope:
    theirs = rights.sites(actor, ACT)
    if theirs == NOWHERE:
        raise Refused(rights.not_by(actor.role, ACT))
    return theirs
