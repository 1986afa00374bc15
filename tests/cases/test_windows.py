"""Eligibility windows: the golden table of first days to apply, by the data of the shipped regimes."""

import pytest

from cases.windows import reason, window
from models.credit import CreditEvent, CreditHistory, Window
from tests.builders import day
from tests.cases.calendars import china
from tests.shipped import REGIMES

ADVANCED, CERTIFIED = "advanced_certified", "certified"


def seen(*told: tuple[str, str], target: str = ADVANCED, on: str = "2026-12-01", regime: str = "CN-282") -> Window:
    events = tuple(CreditEvent(kind, day(when), regime) for kind, when in told)
    return window(CreditHistory(events=events), REGIMES[regime], target, china(), day(on))


@pytest.mark.parametrize(
    ("kind", "on", "target", "opens"),
    [
        ("refused", "2026-10-30", ADVANCED, "2027-10-31"),
        ("withdrawn", "2026-10-30", CERTIFIED, "2027-10-31"),
        ("gave_up", "2026-11-30", ADVANCED, "2027-12-01"),
        ("downgraded", "2024-02-29", ADVANCED, "2025-03-01"),
        ("repaired", "2026-06-01", ADVANCED, "2027-06-02"),
        ("review_failed", "2026-06-01", ADVANCED, "2027-06-02"),
        ("penalty", "2026-06-01", ADVANCED, "2028-06-02"),
        ("penalty", "2026-06-01", CERTIFIED, "2027-06-02"),
        ("revoked", "2026-06-01", CERTIFIED, "2027-06-02"),
        ("dishonest", "2026-06-01", "regular", "2027-06-02"),
        ("dishonest_medium", "2026-06-01", "regular", "2026-12-02"),
        ("dishonest_light", "2026-11-30", "regular", "2027-03-01"),
        ("dishonest_light", "2026-06-01", ADVANCED, "2028-06-02"),
        ("downgraded", "2026-06-01", "regular", "2026-06-01"),
        ("certified", "2026-06-01", ADVANCED, "2026-06-01"),
        ("criminal_filing", "2026-06-01", ADVANCED, "2026-06-01"),
    ],
)
def test_the_first_day_to_apply_on(kind: str, on: str, target: str, opens: str) -> None:
    assert seen((kind, on), target=target, on=on).opens_on == day(opens)


@pytest.mark.parametrize(
    ("regime", "kind", "opens"),
    [
        ("CN-251", "withdrawn", "2023-03-02"),
        ("CN-237", "solid_waste_penalty", "2023-03-02"),
        ("CN-251", "certified", "2022-03-01"),
    ],
)
def test_earlier_regimes_bar_by_their_own_data(regime: str, kind: str, opens: str) -> None:
    assert seen((kind, "2022-03-01"), on="2022-03-01", regime=regime).opens_on == day(opens)


def test_without_a_past_the_window_is_open_today() -> None:
    assert seen() == Window(ADVANCED, day("2026-12-01"))


def test_the_longest_bar_decides_and_all_are_told() -> None:
    found = seen(("refused", "2026-10-30"), ("penalty", "2026-07-01"))

    assert found.opens_on == day("2028-07-02")
    assert [one.key for one in found.bars] == ["penalty-advanced", "reapply"]


def test_repair_lifts_the_bar_of_the_dishonest_and_starts_its_own() -> None:
    found = seen(("dishonest", "2026-06-01"), ("repaired", "2027-07-01"), on="2027-07-01")

    assert [(one.key, one.event.kind) for one in found.bars] == [("reapply", "repaired")]
    assert found.opens_on == day("2028-07-02")


def test_a_bar_that_is_over_bars_no_more() -> None:
    assert seen(("refused", "2025-11-30"), on="2026-11-30").bars != ()
    assert seen(("refused", "2025-11-30"), on="2026-12-01").bars == ()


def test_a_reason_names_the_event_the_bar_and_the_first_day() -> None:
    (bar,) = seen(("refused", "2026-10-30")).bars
    told = reason(bar, REGIMES["CN-282"])

    assert told.code == "window.barred_unconfirmed"
    assert (told.values["event"], told.values["bar"], told.values["opens_on"]) == (
        "refused",
        "reapply",
        day("2027-10-31"),
    )
