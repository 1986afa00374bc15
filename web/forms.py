"""Forms of acts: their fields are called ``input.<name>``, and the page they were seen on names the version."""

from collections import defaultdict
from datetime import date

from starlette.datastructures import FormData

from cases.inputs import EARLIEST, LATEST
from models.refusals import Invalid, Reason
from web.access import text


def plain_inputs(sent: FormData) -> dict[str, str]:
    """The text fields that were filled in; a field ticked several times is a list with commas, and a number
    with a unit beside it a length."""
    gathered: dict[str, list[str]] = defaultdict(list)
    for name, value in sent.multi_items():
        if name.startswith("input.") and isinstance(value, str):
            gathered[name.removeprefix("input.")].append(value)
    joined = {name: ",".join(values) for name, values in gathered.items()}
    filled = {name: value for name, value in joined.items() if value}
    with_units = {name: f"{value} {unit}" for name, value in filled.items() if (unit := text(sent, f"unit.{name}"))}
    return filled | with_units | _others(sent)


def _others(sent: FormData) -> dict[str, str]:
    """What was written instead of one of the choices."""
    return {
        name.removeprefix("other."): value.strip()
        for name, value in sent.multi_items()
        if name.startswith("other.") and isinstance(value, str) and value.strip()
    }


def read_day(written: str, field: str) -> date:
    """A date as a form sends it. Raises Invalid, naming the field."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Invalid(Reason("bad_date", {"value": written}, field)) from None
    if not EARLIEST <= day <= LATEST:
        raise Invalid(Reason("bad_date", {"value": written}, field))
    return day


def seen_version(sent: FormData) -> int | None:
    """The version of the case that the person saw, None where the form does not say."""
    version = text(sent, "version")
    return int(version) if version.isdecimal() else None
