"""Enterprises: their credit as it is or was, and what people record of it."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from actions.record_credit_event import record_credit_event, retract_credit_event
from config.reader import Reader
from web.access import Parts
from web.api.asking import Asker, answer, reading
from web.api.once import OnlyOnce

router = APIRouter(tags=["enterprises"])


class Happened(BaseModel):
    """Something that happened to the credit of an enterprise; ``site`` may be left out where only one site knows it."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    on: date
    reason: str
    site: str = ""


class Mistake(BaseModel):
    """Why a recorded event does not count."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    site: str = ""


@router.get("/enterprises/{uscc}")
def enterprise(uscc: str, app: Parts, person: Asker, site: str = "", as_of: date | None = None) -> Response:
    """Level, certificates, what happened, and from when it may apply, with every reason."""
    with reading(app, person) as reader:
        return answer(app, reader.enterprise(uscc, site=site, as_of=as_of))


@router.post("/enterprises/{uscc}/events", status_code=201)
def record(uscc: str, app: Parts, asked: OnlyOnce, body: Happened) -> Response:
    """Record what happened to its credit."""

    def work(tx: Any) -> tuple[int, dict[str, Any]]:
        reader = Reader(tx, asked.person, app.now(), app.zone)
        record_credit_event(
            tx,
            **body.model_dump(exclude={"site"}),
            site=body.site or reader.site_of(uscc),
            enterprise=uscc,
            actor=asked.person,
            now=reader.now,
            zone=app.zone,
        )
        return 201, reader.enterprise(uscc, site=body.site)

    return asked.do(work)


@router.post("/enterprises/{uscc}/events/{event}/retract")
def retract(uscc: str, event: int, app: Parts, asked: OnlyOnce, body: Mistake) -> Response:
    """What was recorded by mistake counts no more."""

    def work(tx: Any) -> tuple[int, dict[str, Any]]:
        reader = Reader(tx, asked.person, app.now(), app.zone)
        at = body.site or reader.site_of(uscc)
        retract_credit_event(
            tx,
            site=at,
            enterprise=uscc,
            event=event,
            reason=body.reason,
            actor=asked.person,
            now=reader.now,
            zone=reader.zone,
        )
        return 200, reader.enterprise(uscc, site=at)

    return asked.do(work)
