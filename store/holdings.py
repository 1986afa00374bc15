"""Who had the ball, read from the rows of many cases at once, without loading one.

How a case's ball went during its present stay is decided by `cases.shares` when the case is written, and stands in three columns:
who has it, since when, and who had it before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from pydantic import TypeAdapter
from sqlalchemy import Connection, String, cast, func, select

from models.holding import Holding, Holdings
from models.people import Scope
from store.narrowing import Filters, conditions
from store.tables import case

COLUMNS = ("holder", "holder_since", "held_before")
_HOLDINGS: TypeAdapter[Holdings] = TypeAdapter(Holdings)
_OF = (case.c.site, case.c.process, case.c.stage)
_PRESENT = select(*_OF, case.c.holder, case.c.holder_since, func.count()).group_by(
    *_OF, case.c.holder, case.c.holder_since
)
_BEFORE_AS_TEXT = cast(case.c.held_before, String)
_BEFORE = select(*_OF, _BEFORE_AS_TEXT, func.count()).group_by(*_OF, _BEFORE_AS_TEXT)


@dataclass(frozen=True, slots=True)
class Held:
    """In ``count`` open cases of a stage the ball went so: ``holding``, the present one if it has no end."""

    site: str
    process: str
    stage: str
    holding: Holding
    count: int


def of_open_cases(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> list[Held]:
    """How the ball went during the present stays of the cases that are not closed and fit; equal ones are counted together."""
    running: Filters = {**filters, "is_closed": False}
    wanted = conditions(scope, today, **running)
    found = [
        Held(site, process, stage, Holding(holder, since), count)
        for site, process, stage, holder, since, count in tx.execute(_PRESENT.where(*wanted, case.c.holder != ""))
    ]
    before: Counter[tuple[str, str, str, Holding]] = Counter()
    for site, process, stage, text, count in tx.execute(_BEFORE.where(*wanted, _BEFORE_AS_TEXT != "[]")):
        for holding in _HOLDINGS.validate_json(text):
            before[site, process, stage, holding] += count
    return found + [Held(*key, count) for key, count in before.items()]


def values(held: Holdings) -> dict[str, Any]:
    """The columns of a case that was held so during its present stay, the present holder last; of a closed one none is."""
    *before, present = held or (None,)
    return {
        "holder": present.holder if present else "",
        "holder_since": present.since if present else None,
        "held_before": _HOLDINGS.dump_python(tuple(before), mode="json", exclude_none=True),
    }


def held_since(holdings: Sequence[dict[str, Any]] | None) -> date | None:
    """Since when whoever has the ball has had it, from a step's stored holdings."""
    return _HOLDINGS.validate_python(holdings)[-1].since if holdings else None
