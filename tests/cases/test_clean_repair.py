"""Clean repair: two years without another finding, counted from the last one, under the regime of the finding."""

import pytest

from cases.clean_repair import by_itself, running
from cases.windows import bars
from models.credit import CreditEvent, CreditHistory
from tests.builders import day
from tests.cases.calendars import china
from tests.shipped import REGIMES, RULEBOOK


def found(kind: str, on: str, level: str = "dishonest", regime: str = "CN-251") -> CreditEvent:
    return CreditEvent(kind, day(on), regime, level)


FINDING = found("dishonest", "2024-12-01")


def until(*told: CreditEvent, on: str = "2026-11-02") -> str:
    """The last day of the time that runs, empty if none does."""
    time = running(CreditHistory(events=told, reported="regular"), REGIMES, day(on))
    return str(time.until) if time else ""


def test_two_clean_years_end_with_the_corresponding_day() -> None:
    time = running(CreditHistory(events=(FINDING,)), REGIMES, day("2026-11-02"))

    assert time is not None
    assert (time.until, time.shown_on) == (day("2026-12-01"), day("2026-10-01"))
    assert (time.is_over(day("2026-12-01")), time.is_over(day("2026-12-02"))) == (False, True)


def test_another_finding_begins_the_time_anew() -> None:
    assert until(FINDING, found("dishonest_light", "2025-06-02")) == "2027-06-02"


@pytest.mark.parametrize(
    "ending",
    [
        found("repaired", "2026-01-05", "regular"),
        found("seriously_dishonest", "2026-01-05", "seriously_dishonest"),
    ],
)
def test_repair_on_application_and_a_graver_finding_end_it(ending: CreditEvent) -> None:
    assert until(FINDING, ending) == ""


def test_what_brings_no_level_leaves_it_running() -> None:
    assert until(FINDING, found("criminal_filing", "2025-05-06", "")) == "2026-12-01"


def test_an_enterprise_that_was_never_dishonest_waits_for_nothing() -> None:
    assert until() == ""


def test_a_finding_goes_by_the_regime_of_its_day() -> None:
    assert until(found("dishonest", "2026-06-01", regime="CN-282"), on="2026-07-01") == "2028-06-01"
    assert until(found("dishonest", "2017-06-01", regime="CN-237"), on="2018-07-02") == ""


def test_who_is_repaired_may_not_apply_for_certification_for_a_year() -> None:
    history = CreditHistory(events=(FINDING, found("repaired_clean", "2026-12-02", "regular", "CN-282")))
    barred = bars(history, REGIMES["CN-282"], "certified", china())

    assert max(one.until for one in barred) == day("2027-12-02")


@pytest.mark.parametrize("regime", ["CN-251", "CN-282"])
def test_the_shipped_clean_time_is_two_years_and_its_process_ends_by_itself(regime: str) -> None:
    rule = REGIMES[regime].clean_repair

    assert rule is not None
    assert (str(rule.length), rule.status) == ("24 months", "confirmed" if regime == "CN-251" else "unconfirmed")
    for process in (rule.process, "credit-repair"):
        assert any(by_itself(stage, rule.event) for stage in RULEBOOK.processes[process].stages.values())
