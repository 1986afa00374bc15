"""Enterprises through the API: their credit as it is or was, and recording what happened."""

from tests.jobs.conftest import USCC
from tests.web.api.conftest import Call

PATH = f"/enterprises/{USCC}"
PENALTY = {"kind": "penalty", "on": "2026-11-10", "reason": "处罚决定书"}


def test_an_enterprise_tells_level_certificates_events_and_windows(call: Call) -> None:
    told = call("lin").get(PATH).json()

    assert {"level", "measures_suspended_since", "certificates", "levels", "events", "windows"} <= told.keys()
    assert [(one["target"], one["open"]) for one in told["windows"]] == [
        ("advanced_certified", True),
        ("certified", True),
    ]


def test_recording_answers_with_the_windows_as_they_are_now(call: Call) -> None:
    answer = call("lin").post(f"{PATH}/events", json=PENALTY)

    assert answer.status_code == 201
    assert [one["opens_on"] for one in answer.json()["windows"]] == ["2028-11-11", "2027-11-11"]


def test_the_same_key_records_once(call: Call) -> None:
    for _ in range(2):
        call("lin").post(f"{PATH}/events", json=PENALTY, headers={"Idempotency-Key": "k"})

    assert len(call("lin").get(PATH).json()["events"]) == 1


def test_as_of_an_earlier_day_it_is_as_it_was(call: Call) -> None:
    call("lin").post(f"{PATH}/events", json=PENALTY)

    assert call("lin").get(PATH, params={"as_of": "2026-11-09"}).json()["events"] == []


def test_what_cannot_be_recorded_is_refused_with_all_reasons(call: Call) -> None:
    answer = call("lin").post(f"{PATH}/events", json={"kind": "certified", "on": "2027-01-01", "reason": ""})

    assert answer.status_code == 409
    assert {one["code"] for one in answer.json()["reasons"]} >= {"date.too_late", "reason.missing"}


def test_a_retracted_event_is_gone(call: Call) -> None:
    (event,) = call("lin").post(f"{PATH}/events", json=PENALTY).json()["events"]
    answer = call("zhao").post(f"{PATH}/events/{event['id']}/retract", json={"reason": "录错"})

    assert answer.json()["events"] == []


def test_a_case_says_from_when_its_enterprise_may_apply(call: Call) -> None:
    call("lin").post(f"{PATH}/events", json=PENALTY)
    window = call("lin").get("/cases/RZ-2026-0001").json()["window"]

    assert (window["opens_on"], window["open"]) == ("2028-11-11", False)
    assert [one["code"] for one in window["reasons"]] == ["window.barred_unconfirmed"]


def test_another_site_finds_nothing(call: Call) -> None:
    assert call("qiu").get(PATH).status_code == 404
    assert call("qiu").post(f"{PATH}/events", json=PENALTY).status_code == 404
