"""Who had the ball, read from the rows of many cases at once, without loading one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, String, and_, cast, literal_column, select

from models.casefile import Suspension
from models.holding import Course, Holding, Holdings
from models.people import Scope
from models.vocabulary import NOBODY
from store.lateness import NOT_CLOSED
from store.scopes import within
from store.tables import case, step

_HOLDINGS: TypeAdapter[Holdings] = TypeAdapter(Holdings)
_SUSPENSION: TypeAdapter[Suspension | None] = TypeAdapter(Suspension | None)
_DAY: TypeAdapter[date | None] = TypeAdapter(date | None)
_GATE_WAITS = step.c.need != literal_column("'neutral'")
_CASES = select(
    case.c.id,
    case.c.no,
    case.c.site,
    case.c.process,
    case.c.stage,
    case.c.stage_entered_on,
    case.c.detail["taken_over_on"].label("taken_over_on"),
    case.c.detail["suspension"].label("suspension"),
    case.c.detail["rests"].label("rests"),
)
_STEPS = (
    select(step.c.case_id, cast(step.c.detail["holdings"], String).label("holdings"))
    .join(case)
    .where(and_(step.c.stage == case.c.stage, step.c.round == case.c.round, _GATE_WAITS))
    .order_by(step.c.id)
)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """How the ball went during an open case's present stay, which is in ``stage`` of ``process``."""

    no: str
    site: str
    process: str
    stage: str
    course: Course


def of_open_cases(tx: Connection, scope: Scope) -> list[OpenCase]:
    """The present stay of every case that is not closed, in two statements."""
    wanted = (within(case.c.site, scope), NOT_CLOSED)
    read = cache(_HOLDINGS.validate_json)  # most steps were received on the same few days by the same few
    steps: dict[int, list[Holdings]] = defaultdict(list)
    for case_id, held in tx.execute(_STEPS.where(*wanted)):
        if held and held != "null":
            steps[case_id].append(read(held))
    rows = tx.execute(_CASES.where(*wanted).order_by(case.c.id)).mappings()
    return [
        OpenCase(row["no"], row["site"], row["process"], row["stage"], _course(row, steps[row["id"]])) for row in rows
    ]


def held_since(holdings: Sequence[dict[str, Any]] | None) -> date | None:
    """Since when whoever has the ball has had it, from a step's stored holdings."""
    return _HOLDINGS.validate_python(holdings)[-1].since if holdings else None


def _course(row: Any, steps: list[Holdings]) -> Course:
    suspension = _SUSPENSION.validate_python(row["suspension"])
    now = (Holding(NOBODY, suspension.since),) if suspension else ()
    return Course(
        began_on=max(row["stage_entered_on"], _DAY.validate_python(row["taken_over_on"]) or row["stage_entered_on"]),
        steps=tuple(steps),
        rests=(*_HOLDINGS.validate_python(row["rests"] or ()), *now),
    )
