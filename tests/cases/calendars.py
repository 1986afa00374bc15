"""The published calendars of 2025 and 2026 (domain.md 8), small enough to be read."""

from datetime import date
from functools import cache

from cases.workdays import WorkCalendar
from models.definitions import CalendarDefinition

_YEARS = {
    2025: (
        [
            ("元旦", "01-01", "01-01", ["01-01"]),
            ("春节", "01-28", "02-04", ["01-28", "01-29", "01-30", "01-31"]),
            ("清明节", "04-04", "04-06", ["04-04"]),
            ("劳动节", "05-01", "05-05", ["05-01", "05-02"]),
            ("端午节", "05-31", "06-02", ["05-31"]),
            ("国庆节、中秋节", "10-01", "10-08", ["10-01", "10-02", "10-03", "10-06"]),
        ],
        ["01-26", "02-08", "04-27", "09-28", "10-11"],
    ),
    2026: (
        [
            ("元旦", "01-01", "01-03", ["01-01"]),
            ("春节", "02-15", "02-23", ["02-16", "02-17", "02-18", "02-19"]),
            ("清明节", "04-04", "04-06", ["04-05"]),
            ("劳动节", "05-01", "05-05", ["05-01", "05-02"]),
            ("端午节", "06-19", "06-21", ["06-19"]),
            ("中秋节", "09-25", "09-27", ["09-25"]),
            ("国庆节", "10-01", "10-07", ["10-01", "10-02", "10-03"]),
        ],
        ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
    ),
}


def definition() -> CalendarDefinition:
    """2025 and 2026, published."""
    return CalendarDefinition.model_validate(
        {
            "calendar": "cn",
            "title": {"zh": "中国", "en": "China"},
            "years": {year: _year(year, off, worked) for year, (off, worked) in _YEARS.items()},
        }
    )


@cache
def china() -> WorkCalendar:
    """The calendar the tests count by."""
    return WorkCalendar(definition())


def _year(year: int, off: list[tuple[str, str, str, list[str]]], worked: list[str]) -> dict[str, object]:
    def day(text: str) -> date:
        return date.fromisoformat(f"{year}-{text}")

    return {
        "status": "published",
        "days_off": [
            {"title": {"zh": name, "en": name}, "first": day(a), "last": day(b), "statutory": [day(x) for x in marked]}
            for name, a, b, marked in off
        ],
        "adjusted_workdays": [day(text) for text in worked],
    }
