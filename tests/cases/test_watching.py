"""The watch list: certified, and something happened in the present cycle besides the certificate."""

from cases.watching import watched
from models.credit import Certificate, CreditEvent, CreditHistory
from tests.builders import day
from tests.shipped import REGIMES

FIRST = Certificate("A1", "certified", "CN-282", day("2026-07-01"), "certified", case="RZ-2026-0001")


def history(*told: tuple[str, str], level: str = "") -> CreditHistory:
    found = tuple(CreditEvent(kind, day(on), "CN-282", level) for kind, on in told)
    return CreditHistory(events=found, certificates=(FIRST,))


def kinds(past: CreditHistory, on: str = "2027-07-01") -> list[str]:
    found = watched(past, REGIMES, day(on))
    return [one.kind for one in found.events] if found else []


def test_what_happened_since_the_certificate_is_listed_the_newest_first() -> None:
    assert kinds(history(("penalty", "2026-10-08"), ("criminal_filing", "2027-01-04"))) == [
        "criminal_filing",
        "penalty",
    ]


def test_nobody_is_on_it_to_whom_nothing_happened_in_this_cycle() -> None:
    assert kinds(history()) == []
    assert kinds(history(("penalty", "2026-03-02"))) == []


def test_nothing_ahead_of_the_day_is_told() -> None:
    assert kinds(history(("penalty", "2026-10-08")), on="2026-09-01") == []


def test_who_is_certified_no_more_is_not_on_it() -> None:
    assert kinds(history(("downgraded", "2026-10-08"), level="regular")) == []


def test_suspended_measures_are_told_until_they_are_restored() -> None:
    stopped = history(("criminal_filing", "2027-01-04"), ("filing_cleared", "2027-03-01"))
    found = [watched(stopped, REGIMES, day(on)) for on in ("2027-02-01", "2027-04-01")]

    assert [bool(one and one.suspended) for one in found] == [True, False]
