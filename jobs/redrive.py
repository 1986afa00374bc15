"""Sending a failed message again (重发), for those who may."""

from sqlalchemy import Connection

from cases import rights
from models.people import NOWHERE, Person
from models.refusals import Refused
from store import outbox

ACT = "retry-message"


def retry_message(tx: Connection, id: int, actor: Person) -> None:
    """Queue a dead message again. Raises Missing for one that is not theirs to see, Refused for one that is not dead."""
    theirs = rights.sites(actor, ACT)
    if theirs == NOWHERE:
        raise Refused(rights.not_by(actor.role, ACT))
    outbox.retry(tx, id, theirs)
