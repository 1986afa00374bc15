"""Forms of acts: their fields are called ``input.<name>``, and the page they were seen on names the version."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from cases.inputs import EARLIEST, LATEST
from models.refusals import Invalid, Reason
from web.access import text

LONGEST_VERSION = 9  # digits


def plain_inputs(sent: FormData) -> dict[str, Any]:
    """The text fields that were filled in; a field ticked several times is a list with commas, and a number
    with a unit beside it a length."""
    gathered: dict[str, list[str]] = defaultdict(list)
    for name, value in sent.multi_items():
        if name.startswith("input.") and isinstance(value, str):
            gathered[name.removeprefix("input.")].append(value)
    joined = {name: ",".join(values) for name, values in gathered.items()}
    filled = {name: value for name, value in joined.items() if value}
    with_units = {name: f"{value} {unit}" for name, value in filled.items() if (unit := text(sent, f"unit.{name}"))}
    return filled | with_units | _others(sent) | _pairs(sent)


def _pairs(sent: FormData) -> dict[str, Any]:
    """Fields called ``pair.<name>.<key>`` are one input of pairs; of one that ``picks`` names only the keys that were ticked count.
    A new key is written beside its value: ``key.<name>`` and ``value.<name>``."""
    pairs: dict[str, dict[str, str]] = defaultdict(dict)
    for field, value in sent.multi_items():
        if field.startswith("pair.") and isinstance(value, str):
            _, name, key = field.split(".", 2)
            pairs[name][key] = value
    for name in _texts(sent, "picks"):
        ticked = _texts(sent, f"pick.{name}")
        pairs[name] = {key: value for key, value in pairs[name].items() if key in ticked}
    for name in {field.removeprefix("key.") for field in sent if field.startswith("key.")}:
        written = zip(_texts(sent, f"key.{name}"), _texts(sent, f"value.{name}"), strict=False)
        pairs[name] |= {key.strip(): value for key, value in written if key.strip()}
    return {name: those for name, those in pairs.items() if those or name in _texts(sent, "picks")}


def _texts(sent: FormData, name: str) -> list[str]:
    return [value for value in sent.getlist(name) if isinstance(value, str)]


def _others(sent: FormData) -> dict[str, str]:
    """What was written instead of one of the choices."""
    return {
        name.removeprefix("other."): value.strip()
        for name, value in sent.multi_items()
        if name.startswith("other.") and isinstance(value, str) and value.strip()
    }


def read_day(written: str, field: str) -> date:
    """A date as a form sends it, from `EARLIEST` to `LATEST`. Raises Invalid, naming the field."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise _bad_date(written, field) from None
    if not EARLIEST <= day <= LATEST:
        raise _bad_date(written, field)
    return day


def read_month(written: str, field: str) -> date:
    """The first day of a month written ``2026-11``, within the same bounds. Raises Invalid, naming the field."""
    try:
        return read_day(f"{written}-01", field)
    except Invalid:
        raise _bad_date(written, field) from None


def read_moment(written: str, field: str, zone: ZoneInfo) -> datetime:
    """A moment as a form sends it, on a day within the same bounds; of ``zone`` unless it is written with an offset.

    Raises Invalid, naming the field.
    """
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise _bad_date(written, field) from None
    if not EARLIEST <= moment.date() <= LATEST:
        raise _bad_date(written, field)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _bad_date(written: str, field: str) -> Invalid:
    return Invalid(Reason("bad_date", {"value": written[:20]}, field))


def seen_version(sent: FormData) -> int | None:
    """The version of the case that the person saw, None where the form does not say."""
    return _version(text(sent, "version"))


def seen_versions(sent: FormData, name: str) -> dict[str, int]:
    """The cases that fields called ``name`` list as ``number:version``, each with the version that was seen."""
    pairs = (one.partition(":") for one in _texts(sent, name))
    return {no: version for no, _, written in pairs if (version := _version(written)) is not None}


def _version(written: str) -> int | None:
    """A version as a form sends it; None for what is none, such as more digits than any has."""
    return int(written) if written.isdecimal() and len(written) <= LONGEST_VERSION else None
