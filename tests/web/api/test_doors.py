"""Who gets in, by what, and what the API says of itself."""

from fastapi import FastAPI

from tests.web.api.conftest import ACTS, Call
from tests.web.conftest import Desk, desk

__all__ = ["desk"]
API = "/api/v1"


def test_nobody_is_asked_to_sign_in(call: Call) -> None:
    answer = call("").get("/worklist")

    assert (answer.status_code, answer.json()["code"], answer.headers["www-authenticate"]) == (401, "sign_in", "Bearer")


def test_an_unknown_token_is_nobodys(call: Call) -> None:
    assert call("mallory").get("/worklist").status_code == 401


def test_who_is_signed_in_at_the_desk_may_ask_without_a_token(desk: Desk) -> None:
    assert desk("lin").get(f"{API}/worklist").status_code == 200


def test_a_browser_may_act_from_our_own_pages(desk: Desk) -> None:
    done = desk("lin").post(f"{API}{ACTS}/note", json={"inputs": {"text": "x"}}, headers={"Origin": "http://desk"})

    assert done.status_code == 200


def test_a_browser_may_not_act_from_elsewhere(desk: Desk) -> None:
    refused = desk("lin").post(
        f"{API}{ACTS}/note", json={"inputs": {"text": "x"}}, headers={"Origin": "http://elsewhere"}
    )

    assert refused.status_code == 422


def test_every_answer_of_every_route_needs_somebody(call: Call) -> None:
    api = next(route.app for route in call("").app.routes if getattr(route, "name", "") == "api")  # type: ignore[attr-defined]
    assert isinstance(api, FastAPI)
    paths = [(method, path) for path, item in api.openapi()["paths"].items() for method in item]

    open_ones = [
        (method, path)
        for method, path in paths
        if call("")
        .request(method, path.format(no="RZ-2026-0001", act="note", key="self-1", uscc="0" * 18, event=1, id=1))
        .status_code
        != 401
    ]

    assert (len(paths), open_ones) == (21, [])


def test_the_description_names_every_promised_path(call: Call) -> None:
    paths = call("").get("/openapi.json").json()["paths"]

    assert set(paths) == {
        "/cases",
        "/cases/{no}",
        "/cases/{no}/options",
        "/cases/{no}/plan",
        "/cases/{no}/acts/{act}",
        "/cases/{no}/assessments",
        "/cases/{no}/assessments/{key}",
        "/cases/{no}/journal",
        "/worklist",
        "/board",
        "/agenda",
        "/benefits",
        "/messages",
        "/messages/{id}",
        "/preview",
        "/enterprises/import",
        "/enterprises/{uscc}",
        "/enterprises/{uscc}/events",
        "/enterprises/{uscc}/events/{event}/retract",
        "/files",
    }


def test_a_path_that_is_none_is_a_problem_too(call: Call) -> None:
    answer = call("lin").get("/nothing")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_reasons_are_in_the_askers_language(call: Call) -> None:
    details = [call(login).get("/preview").json()["detail"] for login in ("lin", "eve")]

    assert details == ["缺「on」", "on is missing"]
