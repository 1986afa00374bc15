"""What pydantic found unfit in one value, as a reason: the same words for an option, a setting and a field of a request."""

import re
from collections.abc import Mapping
from typing import Any

from models.refusals import Reason

_LONGEST = 80
_QUOTED = re.compile(r"'([^']*)'")
_LIMITS = {  # by pydantic's type of error: the reason's code, and where the limit stands
    "greater_than_equal": ("misfit.at_least", "ge"),
    "greater_than": ("misfit.above", "gt"),
    "less_than_equal": ("misfit.at_most", "le"),
    "less_than": ("misfit.below", "lt"),
    "string_too_long": ("misfit.too_long", "max_length"),
    "string_too_short": ("misfit.too_short", "min_length"),
}
_FORMS = {  # what is wanted, by the beginning of pydantic's type of error
    "int_": "misfit.whole",
    "float_": "misfit.number",
    "finite_number": "misfit.number",
    "decimal_": "misfit.number",
    "bool_": "misfit.yes_no",
    "date_": "misfit.date",
    "datetime_": "misfit.moment",
    "timezone_": "misfit.moment",
    "string_": "misfit.text",
    "list_": "misfit.list",
    "tuple_": "misfit.list",
    "dict_": "misfit.mapping",
    "model_": "misfit.mapping",
    "extra_forbidden": "misfit.unknown",
}


def misfit(error: Mapping[str, Any], field: str, where: str = "", *, secret: bool = False) -> Reason:
    """Why the value of ``field`` does not fit; of a ``secret`` one nothing is repeated."""
    kind, context = str(error["type"]), error.get("ctx", {})
    values = {"field": field, "value": "***" if secret else str(error.get("input"))[:_LONGEST]}
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return Reason(code, {**values, "limit": context[limit]}, where)
    if kind in {"enum", "literal_error"}:
        return not_among(_QUOTED.findall(str(context["expected"])), values, where)
    code = next((code for start, code in _FORMS.items() if kind.startswith(start)), "misfit.other")
    return Reason(code, values | {"type": kind}, where)


def not_among(allowed: list[str], values: Mapping[str, Any], where: str = "") -> Reason:
    """The value is none of those allowed."""
    return Reason("misfit.choice", {**values, "allowed": allowed}, where)
