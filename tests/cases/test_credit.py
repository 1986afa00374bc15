"""An enterprise's credit on a day: levels follow each other, certificates come in cycles, measures stop and go on."""

from typing import Any

import pytest

from cases.credit import as_of, cycles, in_force, level_on, levels, recorded, suspended_since
from models.credit import Certificate, CreditEvent, CreditHistory
from models.refusals import Refused
from tests.builders import day
from tests.shipped import REGIMES


def happened(kind: str, on: str, level: str = "", **parts: Any) -> CreditEvent:
    return CreditEvent(kind, day(on), "CN-282", level, **parts)


def certificate(no: str, valid_from: str, **parts: Any) -> Certificate:
    return Certificate(no, "advanced_certified", "CN-282", day(valid_from), "certified", **parts)


FIRST = certificate("A1", "2026-07-01", case="RZ-2026-0001")
SECOND = certificate("A2", "2031-07-01", case="RZ-2031-0001", renews=True)
DOWN = happened("downgraded", "2032-05-04", "regular")
SEVEN_YEARS = CreditHistory(events=(DOWN,), certificates=(FIRST, SECOND), reported="regular")


@pytest.mark.parametrize(
    ("on", "level"),
    [
        ("2026-06-30", "regular"),
        ("2026-07-01", "advanced_certified"),
        ("2032-05-03", "advanced_certified"),
        ("2032-05-04", "regular"),
    ],
)
def test_the_level_of_any_day_is_known(on: str, level: str) -> None:
    assert level_on(SEVEN_YEARS, day(on)) == level


def test_the_level_of_an_enterprise_nobody_told_of_is_unknown() -> None:
    assert level_on(CreditHistory(), day("2026-07-01")) == ""


def test_levels_follow_each_other_without_gap_or_overlap() -> None:
    found = [(one.level, one.since, one.until) for one in levels(SEVEN_YEARS)]

    assert found == [
        ("regular", None, day("2026-06-30")),
        ("advanced_certified", day("2026-07-01"), day("2032-05-03")),
        ("regular", day("2032-05-04"), None),
    ]


def test_a_renewal_is_a_cycle_of_its_own_and_leaves_the_one_before_as_it_was() -> None:
    found = [(one.certificate.no, one.ended_on) for one in cycles(SEVEN_YEARS)]

    assert found == [("A1", day("2031-06-30")), ("A2", day("2032-05-03"))]


def test_a_certificate_is_in_force_until_the_day_before_its_end() -> None:
    assert in_force(SEVEN_YEARS, day("2032-05-03")) == SECOND
    assert in_force(SEVEN_YEARS, day("2032-05-04")) is None


def test_what_had_not_happened_yet_is_not_known_then() -> None:
    then = as_of(SEVEN_YEARS, day("2030-01-01"))

    assert [one.ended_on for one in cycles(then)] == [None]


@pytest.mark.parametrize(("on", "stopped"), [("2028-03-01", None), ("2028-03-02", "2028-03-02"), ("2028-09-01", None)])
def test_measures_stop_on_a_criminal_filing_and_come_back_when_it_is_cleared(on: str, stopped: str | None) -> None:
    told = (happened("criminal_filing", "2028-03-02"), happened("filing_cleared", "2028-09-01"))
    event = suspended_since(CreditHistory(events=told, certificates=(FIRST,)), REGIMES, day(on))

    assert (event.on if event else None) == (day(stopped) if stopped else None)


def test_what_is_recorded_by_hand_brings_the_level_its_regime_says() -> None:
    event = recorded(REGIMES, "dishonest", day("2026-05-06"), day("2026-05-07"), "决定书")

    assert (event.level, event.regime) == ("dishonest", "CN-282")


def test_what_cannot_be_recorded_is_refused_with_all_reasons() -> None:
    with pytest.raises(Refused) as refusal:
        recorded(REGIMES, "certified", day("2026-05-08"), day("2026-05-07"), " ")

    assert [one.code for one in refusal.value.reasons] == ["date.too_late", "credit_event.no_such", "reason.missing"]


def test_nothing_is_recorded_under_no_regime() -> None:
    with pytest.raises(Refused) as refusal:
        recorded(REGIMES, "penalty", day("2010-05-08"), day("2026-05-07"), "x")

    assert [one.code for one in refusal.value.reasons] == ["credit_event.no_regime"]
