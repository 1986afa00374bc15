"""Rows gathered into one value, so that what belongs together is read in one statement, the way each database says it."""

import json
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, Subquery, func, select
from sqlalchemy.engine import Dialect


def gathered(rows: Select[Any], dialect: Dialect) -> ColumnElement[Any]:
    """The rows as a JSON list of lists in their order; `read` gives them back."""
    within = rows.subquery()
    if dialect.name == "postgresql":
        return select(
            func.coalesce(func.json_agg(func.json_build_array(*within.c)), func.json_build_array())
        ).scalar_subquery()
    return select(func.json_group_array(func.json_array(*_parts(within)))).scalar_subquery()


def _parts(within: Subquery) -> list[ColumnElement[Any]]:
    """SQLite keeps JSON as text and would quote it."""
    return [func.json(column) if isinstance(column.type, JSON) else column for column in within.c]


def parsed(value: Any) -> Any:
    """What a JSON column or gathered rows hold: SQLite gives their text, PostgreSQL's driver the value itself."""
    return json.loads(value) if isinstance(value, str) else value
