"""Whatever is sent to the API, it answers: never by breaking, and errors always as problems with reasons."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.result import Ok

from cases.rights import ACTS as RIGHTS
from tests.web.api.conftest import ACTS, CASE, Call

LIN = {"Authorization": "Bearer token-of-lin"}


def test_no_request_breaks_it(call: Call) -> None:
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", call("lin").app)
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]

    for operation in operations:

        @settings(max_examples=20, database=None)
        @given(operation.as_strategy())
        def ask(case: Case[Any]) -> None:
            assume("%0A" not in case.formatted_path.upper())  # a line break in a path leads out of the API
            answer = case.call(headers=LIN)
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)
            if answer.status_code >= 400:
                assert answer.headers["content-type"][0].startswith("application/problem+json"), case.as_curl_command()
                assert answer.json()["reasons"], case.as_curl_command()

        ask()
    assert len(operations) == 21


@pytest.mark.parametrize("said", ["\ud800", "a\udfffb", "\0"])
@pytest.mark.parametrize("field", ["step", "reason", "inputs"])
def test_text_that_cannot_be_kept_is_refused_by_its_field(call: Call, field: str, said: str) -> None:
    body = json.dumps({field: {"text": said} if field == "inputs" else said})
    answer = call("lin").post(f"{ACTS}/note", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert answer.json()["reasons"][0]["where"] == ("text" if field == "inputs" else field)


def test_a_name_that_cannot_be_kept_is_refused(call: Call) -> None:
    body = json.dumps({"inputs": {"\ud800": "x"}})
    answer = call("lin").post(f"{ACTS}/note", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422


@pytest.mark.parametrize("filter", ["search", "stage", "coordinator", "site", "cursor"])
def test_no_filter_takes_a_nul(call: Call, filter: str) -> None:
    answer = call("lin").get(f"/cases?{filter}=%00")

    assert (answer.status_code, answer.json()["reasons"][0]["where"]) == (422, filter)


TEXT = st.text(st.characters())  # surrogates too
WORDS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON = st.recursive(WORDS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(TEXT, inside, max_size=3))
NAMES = (
    "outcome",
    "days",
    "which",
    "resume_on",
    "party",
    "question",
    "answer",
    "file",
    "kind",
    "to",
    "role",
    "on",
    "text",
    "term",
)
INPUTS = st.dictionaries(
    st.sampled_from(NAMES) | st.text(max_size=5), JSON | st.sampled_from(["lin", "2026-12-01"]), max_size=4
)


def test_no_act_breaks_on_what_it_is_given(call: Call) -> None:
    lin = call("lin")
    steps = [step["key"] for step in lin.get(CASE).json()["steps"]]

    @settings(max_examples=300, database=None)
    @given(st.sampled_from([*RIGHTS]), st.none() | st.sampled_from(steps) | TEXT, INPUTS, TEXT)
    def ask(act: str, step: str | None, inputs: dict[str, Any], reason: str) -> None:
        body = json.dumps({"step": step, "inputs": inputs, "reason": reason})
        answer = lin.post(f"{ACTS}/{act}", content=body, headers={"Content-Type": "application/json"})

        assert answer.status_code in {200, 404, 409, 422}, answer.text
        if answer.status_code >= 400:
            assert answer.json()["reasons"]

    ask()
