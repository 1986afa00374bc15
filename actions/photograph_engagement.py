"""Add a picture to a visit or event (添加照片).

Who may: whoever planned it, whoever goes; supervisors of the site.
From where: one that was not called off, with fewer pictures than it may have.
Needs: a picture in the evidence store that they brought.
Changes: it shows on its page.
"""

from sqlalchemy import Connection

from actions.record_engagement import theirs
from cases import engagements as rules
from models.engagements import Engagement, Photo
from models.people import Person
from store import engagements, files


def photograph_engagement(tx: Connection, id: int, photo: Photo, *, actor: Person) -> Engagement:
    """Add it. Raises Missing, Refused with all reasons."""
    after = rules.photographed(theirs(tx, id, actor), photo)
    files.brought(tx, photo.sha256, actor.login)
    engagements.write(tx, after)
    return after
