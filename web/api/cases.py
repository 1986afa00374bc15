"""Cases: listed, seen as they are or were, opened, acted on."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import BaseModel, ConfigDict

from actions import perform
from actions.open_case import open_case
from config import assessments as assessed
from config import contract
from config.reader import Reader
from models.vocabulary import LARGEST_ID
from web.access import Parts
from web.api.asking import Asker, answer, reading, seen_version
from web.api.once import OnlyOnce
from web.looks import note_look

router = APIRouter(tags=["cases"])
Limit = Annotated[int, Query(ge=1, le=1000)]


def looking(no: str, app: Parts, person: Asker) -> Iterator[None]:
    """Whoever reads something of the case sees it, once an answer is made: what is refused is no look."""
    yield
    note_look(app, person, no)


LOOKING = Depends(looking)


class Opening(BaseModel):
    """A case to open; ``site`` may be left out where only one site knows the enterprise."""

    model_config = ConfigDict(extra="forbid")

    enterprise: str
    process: str
    coordinator: str
    liaison: str | None = None
    supervisor: str | None = None
    site: str = ""


class Asked(BaseModel):
    """An act: the step it is about, its inputs by name, and the reason where one is needed."""

    model_config = ConfigDict(extra="forbid")

    step: str | None = None
    inputs: dict[str, Any] = {}
    reason: str = ""


@router.get("/cases")
def cases(
    app: Parts,
    person: Asker,
    site: str = "",
    stage: str = "",
    coordinator: str = "",
    overdue: bool = False,
    search: str = "",
    cursor: str = "",
    limit: Limit = 50,
) -> Response:
    """The cases that fit every filter given, the newest first."""
    with reading(app, person) as reader:
        found = reader.cases(
            site=site,
            stage=stage,
            coordinator=coordinator,
            overdue=overdue,
            search=search,
            cursor=cursor,
            limit=limit,
        )
    return answer(app, found)


@router.post("/cases", status_code=201)
def open_one(app: Parts, asked: OnlyOnce, body: Opening) -> Response:
    """Open a case."""

    def work(tx: Any) -> tuple[int, dict[str, Any]]:
        reader = Reader(tx, asked.person, app.now(), app.zone)
        done = open_case(
            tx,
            **body.model_dump(exclude={"site"}),
            site=body.site or reader.site_of(body.enterprise, body.coordinator),
            actor=asked.person,
            now=reader.now,
            zone=app.zone,
        )
        return 201, contract.done(done)

    return asked.do(work)


@router.get("/cases/{no}", dependencies=[LOOKING])
def case(no: str, app: Parts, person: Asker, as_of: date | None = None) -> Response:
    """One case, as it is or as it was at the end of a day."""
    with reading(app, person) as reader:
        return answer(app, reader.case(no, as_of))


@router.get("/cases/{no}/plan", dependencies=[LOOKING])
def plan(
    no: str,
    app: Parts,
    person: Asker,
    revision: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    diff: Annotated[str, Query(description="what changed between two revisions: 1..3, or 1.. up to now")] = "",
    propose: Annotated[bool, Query(description="what the gaps of the newest diagnosis suggest")] = False,
) -> Response:
    """The plan: every item with its origins, owners and dates, and its revisions."""
    with reading(app, person) as reader:
        return answer(app, reader.plan(no, revision=revision, diff=diff, propose=propose))


@router.get("/cases/{no}/options", dependencies=[LOOKING])
def options(no: str, app: Parts, person: Asker) -> Response:
    """What can be done now, and why not what cannot."""
    with reading(app, person) as reader:
        return answer(app, reader.options(no))


@router.post("/cases/{no}/acts/{act}")
def act(
    no: str,
    act: str,
    app: Parts,
    asked: OnlyOnce,
    body: Asked,
    if_match: Annotated[str | None, Header(description='the version that was seen: "12"')] = None,
    dry_run: Annotated[bool, Query(description="do nothing: answer what would move")] = False,
) -> Response:
    """Do one act; all that stands in the way is listed. A dry run keeps nothing, no answer to its key either."""
    version = seen_version(if_match)
    if dry_run:
        with reading(app, asked.person) as reader:
            return answer(app, reader.ripple(no, act, version=version, **body.model_dump()))

    def work(tx: Any) -> tuple[int, dict[str, Any]]:
        done = perform.perform(
            tx,
            act,
            no,
            **body.model_dump(),
            actor=asked.person,
            now=app.now(),
            zone=app.zone,
            version=version,
        )
        return 200, contract.done(done)

    return asked.do(work)


@router.get("/cases/{no}/assessments", dependencies=[LOOKING])
def assessments(no: str, app: Parts, person: Asker) -> Response:
    """The assessments of the case, the oldest first: how its total went."""
    with reading(app, person) as reader:
        return answer(app, contract.listing(assessed.lines(reader.casefile(no))))


@router.get("/cases/{no}/assessments/{key}", dependencies=[LOOKING])
def assessment(no: str, key: str, app: Parts, person: Asker) -> Response:
    """One assessment: every clause with its answer, what is odd, and the verdict condition by condition."""
    with reading(app, person) as reader:
        return answer(app, assessed.document(reader.review(no, key)))


@router.get("/cases/{no}/journal", dependencies=[LOOKING])
def journal(no: str, app: Parts, person: Asker) -> Response:
    """Every act on the case, the oldest first."""
    with reading(app, person) as reader:
        return answer(app, reader.journal(no))
