"""A scope as a condition: every question about cases asks for one, so that another site's rows are never met."""

from typing import Any

from sqlalchemy import ColumnElement, true

from models.people import Scope


def within(site: ColumnElement[Any], scope: Scope) -> ColumnElement[bool]:
    """Whether the column names a site of ``scope``."""
    return true() if scope.sites is None else site.in_(sorted(scope.sites))
