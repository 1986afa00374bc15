"""Who had the ball, read from the rows of many cases at once, without loading one.

How a case's ball went during its present stay is decided by `cases.shares` when the case is written, and stands in three columns:
who has it, since when, and who had it before.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Unpack

from pydantic import TypeAdapter
from sqlalchemy import Connection, String, cast, func, select

from models.holding import Holdings
from models.people import Scope
from store.narrowing import Filters, conditions
from store.tables import case

COLUMNS = ("holder", "holder_since", "held_before")
_HOLDINGS: TypeAdapter[Holdings] = TypeAdapter(Holdings)
_OF = (case.c.site, case.c.process, case.c.stage)
_PRESENT = select(*_OF, case.c.holder, case.c.holder_since, func.count()).group_by(
    *_OF, case.c.holder, case.c.holder_since
)
_AS_TEXT = cast(case.c.held_before, String)
_BEFORE = select(*_OF, _AS_TEXT, cast(case.c.holder_since, String))


@dataclass(frozen=True, slots=True)
class Taking:
    """On ``day`` the ball came to ``holder`` in so many open cases of a stage; it left them where ``count`` is negative.

    So the counts of a holder add up to what they have now, and each times the days since to how long they have had it.
    """

    site: str
    process: str
    stage: str
    holder: str
    day: date
    count: int


def of_open_cases(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> list[Taking]:
    """How the ball went during the present stays of the cases that are not closed and fit."""
    running: Filters = {**filters, "is_closed": False}
    wanted = conditions(scope, today, **running)
    takings: Counter[tuple[str, str, str, str, str]] = Counter()
    for site, process, stage, text, until in tx.execute(_BEFORE.where(*wanted, _AS_TEXT != "[]")):
        for (holder, since), (_, left) in pairwise((*json.loads(text), ("", until))):
            takings[site, process, stage, holder, since] += 1
            takings[site, process, stage, holder, left] -= 1
    earlier = [
        Taking(site, process, stage, holder, date.fromisoformat(day), count)
        for (site, process, stage, holder, day), count in takings.items()
    ]
    return earlier + [Taking(*row) for row in tx.execute(_PRESENT.where(*wanted, case.c.holder != ""))]


def values(held: Holdings) -> dict[str, Any]:
    """The columns of a case that was held so during its present stay, one holder following the other, the present one last; of a
    closed one none is. Of the earlier ones stands there who it was and since when."""
    *before, present = held or (None,)
    return {
        "holder": present.holder if present else "",
        "holder_since": present.since if present else None,
        "held_before": [[one.holder, str(one.since)] for one in before if one],
    }


def held_since(holdings: Sequence[dict[str, Any]] | None) -> date | None:
    """Since when whoever has the ball has had it, from a step's stored holdings."""
    return _HOLDINGS.validate_python(holdings)[-1].since if holdings else None
