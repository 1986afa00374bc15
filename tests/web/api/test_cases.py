"""Cases through the API: seen, listed, opened, acted on."""

import json
from datetime import timedelta
from typing import Any

from models.people import Person
from models.vocabulary import Role
from store import accounts, people
from store.database import Database
from tests.web.api.conftest import ACTS, CASE, Call
from tests.web.conftest import NOW

INTENT = {"step": "intent"}


def complete(call: Call, login: str = "lin", **headers: str) -> Any:
    return call(login).post(f"{ACTS}/complete-step", json=INTENT, headers=headers)


def test_a_case_is_shown_with_its_version_as_etag(call: Call) -> None:
    found = call("lin").get(CASE)

    assert (found.json()["no"], found.headers["etag"]) == ("RZ-2026-0001", '"1"')


def test_a_case_can_be_seen_as_it_was(call: Call) -> None:
    complete(call)

    then = call("lin").get(CASE, params={"as_of": "2026-11-03"}).json()

    assert then["version"] == 1


def test_a_day_before_the_case_is_no_such_case(call: Call) -> None:
    assert call("lin").get(CASE, params={"as_of": "2026-01-01"}).status_code == 404


def test_the_list_takes_its_filters(call: Call) -> None:
    found = [call("lin").get("/cases", params={"stage": stage}).json()["items"] for stage in ("screening", "onsite")]

    assert [len(one) for one in found] == [1, 0]


def test_a_list_goes_on_from_its_cursor(call: Call) -> None:
    page = call("lin").get("/cases", params={"limit": 1}).json()

    assert (len(page["items"]), page["next"]) == (1, None)


def test_another_sites_case_is_missing(call: Call) -> None:
    answers = [
        call("qiu").get(CASE),
        call("qiu").get(f"{CASE}/options"),
        call("qiu").get(f"{CASE}/journal"),
        complete(call, "qiu"),
        call("qiu").get("/cases", params={"site": "RZ"}),
        call("qiu").get("/board", params={"site": "RZ"}),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "missing")] * 6


def test_options_list_every_act_with_what_stands_in_the_way(call: Call) -> None:
    acts = call("lin").get(f"{CASE}/options").json()["acts"]

    advance = next(one for one in acts if one["act"] == "advance-stage")
    assert not advance["allowed"]
    assert advance["reasons"]


def test_an_act_is_done_and_counted(call: Call) -> None:
    done = complete(call)

    assert (done.status_code, done.json()["no"], done.json()["version"], done.headers["etag"]) == (
        200,
        "RZ-2026-0001",
        2,
        '"2"',
    )


def test_a_refused_act_lists_every_reason(call: Call) -> None:
    refused = call("lin").post(f"{ACTS}/advance-stage", json={})

    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert refused.headers["content-type"] == "application/problem+json"
    assert len(refused.json()["reasons"]) > 1


def test_a_stale_version_is_told_the_present_one(call: Call) -> None:
    complete(call)

    stale = call("lin").post(f"{ACTS}/complete-step", json={"step": "self-assessment"}, headers={"If-Match": '"1"'})

    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (409, "stale", 2)


def test_an_if_match_that_is_no_version_is_refused(call: Call) -> None:
    assert complete(call, **{"If-Match": "abc"}).json()["reasons"][0]["where"] == "If-Match"


def test_the_same_key_gets_the_first_answer_and_has_one_effect(call: Call) -> None:
    first, second = (complete(call, **{"Idempotency-Key": "k1"}) for _ in range(2))

    assert (second.status_code, second.text) == (first.status_code, first.text)
    assert len(call("lin").get(f"{CASE}/journal").json()["items"]) == 2


def test_the_same_key_gets_a_refusal_again_as_well(call: Call) -> None:
    key = {"Idempotency-Key": "k1"}
    first, second = (call("lin").post(f"{ACTS}/advance-stage", json={}, headers=key) for _ in range(2))

    assert (second.status_code, second.text) == (409, first.text)


def test_a_key_used_for_something_else_is_refused(call: Call) -> None:
    complete(call, **{"Idempotency-Key": "k1"})

    other = call("lin").post(f"{ACTS}/note", json={"inputs": {"text": "x"}}, headers={"Idempotency-Key": "k1"})

    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_keys_of_two_people_are_two_keys(call: Call) -> None:
    note = {"inputs": {"text": "x"}}
    done = [
        call(login).post(f"{ACTS}/note", json=note, headers={"Idempotency-Key": "k1"}).json()["version"]
        for login in ("lin", "zhao")
    ]

    assert done == [2, 3]


def test_an_unknown_act_names_those_there_are(call: Call) -> None:
    unknown = call("lin").post(f"{ACTS}/complete-stop", json={})

    assert unknown.status_code == 422
    assert "complete-step" in unknown.json()["detail"]


def test_a_body_with_unknown_fields_is_refused_and_names_them(call: Call) -> None:
    refused = call("lin").post(f"{ACTS}/note", json={"inputs": {"text": "x"}, "stepp": "intent"})

    assert (refused.status_code, refused.json()["reasons"][0]["where"]) == (422, "stepp")


def test_a_second_case_for_the_same_enterprise_is_refused(call: Call) -> None:
    refused = call("lin").post(
        "/cases", json={"enterprise": "91371100MA3C0XYQ1J", "process": "aeo-advanced", "coordinator": "lin"}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "refused")


def test_a_case_of_another_process_is_opened(call: Call) -> None:
    opened = call("lin").post(
        "/cases", json={"enterprise": "91371100MA3C0XYQ1J", "process": "aeo-certified", "coordinator": "lin"}
    )

    assert (opened.status_code, opened.json()["no"]) == (201, "RZ-2026-0002")


def test_an_enterprise_only_another_site_knows_is_missing(call: Call) -> None:
    missing = call("qiu").post(
        "/cases", json={"enterprise": "91371100MA3C0XYQ1J", "process": "aeo-certified", "coordinator": "qiu"}
    )

    assert missing.status_code == 404


def test_the_journal_tells_who_did_what(call: Call) -> None:
    complete(call)

    records = call("zhao").get(f"{CASE}/journal").json()["items"]

    assert [(one["seq"], one["act"], one["actor"]) for one in records] == [
        (1, "open-case", "host"),
        (2, "complete-step", "lin"),
    ]


def test_moments_carry_the_sites_offset(call: Call) -> None:
    assert call("lin").get(f"{CASE}/journal").json()["items"][0]["at"] == "2026-11-02T09:00:00+08:00"


def test_a_reason_that_cannot_be_kept_is_refused(call: Call) -> None:
    for reason in ("\ud800", "x" * 5000):
        body = json.dumps({"step": "intent", "inputs": {"text": "x"}, "reason": reason})
        answer = call("lin").post(f"{ACTS}/note", content=body, headers={"Content-Type": "application/json"})

        assert (answer.status_code, answer.json()["reasons"][0]["where"]) == (422, "reason")


def test_a_dry_run_tells_what_would_move_and_does_nothing(call: Call) -> None:
    told = call("lin").post(f"{ACTS}/complete-step", json=INTENT, params={"dry_run": "1"})

    assert (told.status_code, told.json()["dry_run"], told.json()["version"]) == (200, True, 1)
    assert told.json()["steps"][0] == {"step": "intent", "title": "登记培育意向", "before": "open", "after": "done"}
    assert {"dates", "holders", "places", "reminders", "told"} <= told.json().keys()
    assert call("lin").get(CASE).json()["version"] == 1


def test_a_dry_run_leaves_its_key_to_the_act(call: Call) -> None:
    key = {"Idempotency-Key": "k1"}
    call("lin").post(f"{ACTS}/complete-step", json=INTENT, params={"dry_run": "1"}, headers=key)

    assert complete(call, **key).json()["version"] == 2


def test_a_dry_run_is_refused_as_the_act_would_be(call: Call) -> None:
    dry = {"dry_run": "1"}
    stale = {"If-Match": '"7"'}
    answers = [
        call("lin").post(f"{ACTS}/advance-stage", json={}, params=dry),
        call("lin").post(f"{ACTS}/complete-step", json=INTENT, params=dry, headers=stale),
        call("qiu").post(f"{ACTS}/complete-step", json=INTENT, params=dry),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "refused"),
        (409, "stale"),
        (404, "missing"),
    ]


def test_a_case_and_the_board_tell_whose_time_it_was(call: Call) -> None:
    case = call("lin").get(CASE).json()
    (column,) = call("lin").get("/board").json()["items"]

    assert case["held"]["stages"] == [
        {"stage": "screening", "stage_title": "初筛评估", "round": 1, "elapsed_workdays": 10, "by": {"customs": 10}}
    ]
    assert case["steps"][0]["held"]["by"] == {"customs": 10}
    assert (column["held"], column["cases"][0]["holder"], column["cases"][0]["held_workdays"]) == (
        {"customs": 10},
        "customs",
        10,
    )


def test_a_department_that_was_asked_does_not_see_what_its_answer_would_move(call: Call, office: Database) -> None:
    asked = {"party": "tax", "question": "近两年有无欠税", "document": "日关函〔2026〕17号"}
    assert call("lin").post(f"{ACTS}/ask-party", json={**INTENT, "inputs": asked}).status_code == 200
    with office.writing() as tx:
        people.add(tx, Person("tang", "唐", Role.DEPARTMENT, "RZ", party="tax"), NOW)
        accounts.add_token(tx, "token-of-tang", "tang", NOW + timedelta(days=1))
    answer = {**INTENT, "inputs": {"answer": "无欠税记录"}}

    answers = [call("tang").post(f"{ACTS}/record-answer", json=answer, params=dry) for dry in ({"dry_run": "1"}, {})]

    assert [one.status_code for one in answers] == [404, 200]
