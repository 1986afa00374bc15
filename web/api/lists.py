"""The lists of the day: what one person has to do, the board, the messages, and what would be sent on a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.vocabulary import MessageState
from web.access import Id, Parts
from web.api.asking import Asker, answer, reading

router = APIRouter(tags=["lists"])


@router.get("/worklist")
def worklist(
    app: Parts, person: Asker, cursor: str = "", limit: Annotated[int, Query(ge=1, le=1000)] = 200
) -> Response:
    """The steps the asker has to do, the most urgent first."""
    with reading(app, person) as reader:
        return answer(app, reader.worklist(cursor=cursor, limit=limit))


@router.get("/board")
def board(app: Parts, person: Asker, site: str = "") -> Response:
    """The stages that have open cases."""
    with reading(app, person) as reader:
        return answer(app, reader.board(site))


@router.get("/agenda")
def agenda(app: Parts, person: Asker, site: str = "") -> Response:
    """The cases to be spoken of at the next joint meeting."""
    with reading(app, person) as reader:
        return answer(app, reader.agenda(site))


@router.get("/benefits")
def benefits(app: Parts, person: Asker, site: str = "") -> Response:
    """What each department owes the certified, and how much of it came in time."""
    with reading(app, person) as reader:
        return answer(app, reader.benefits(site))


@router.get("/messages")
def messages(
    app: Parts,
    asker: Asker,
    state: MessageState | None = None,
    person: str = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
) -> Response:
    """Messages about the cases the asker may see, the newest first."""
    with reading(app, asker) as reader:
        return answer(app, reader.messages(state=state, person=person, cursor=cursor, limit=limit))


@router.get("/messages/{id}")
def message(app: Parts, asker: Asker, id: Id) -> Response:
    """One message: why it is, and every try to deliver it."""
    with reading(app, asker) as reader:
        return answer(app, reader.message(id))


@router.get("/preview")
def preview(
    app: Parts, asker: Asker, on: date, until: date | None = None, person: str = "", site: str = ""
) -> Response:
    """What would be sent that day, or up to and with ``until``, and what held back and why."""
    with reading(app, asker) as reader:
        return answer(app, reader.preview(on, until=until, person=person, site=site))
