"""Whatever is sent to the API, it answers: never by breaking, and errors always as problems with reasons."""

import json
from typing import Any

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
    assert len(operations) == 13


WORDS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
JSON = st.recursive(WORDS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3))
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
    @given(st.sampled_from([*RIGHTS]), st.none() | st.sampled_from(steps) | st.text(), INPUTS, st.text())
    def ask(act: str, step: str | None, inputs: dict[str, Any], reason: str) -> None:
        body = json.dumps({"step": step, "inputs": inputs, "reason": reason})
        answer = lin.post(f"{ACTS}/{act}", content=body, headers={"Content-Type": "application/json"})

        assert answer.status_code in {200, 404, 409, 422}, answer.text
        if answer.status_code >= 400:
            assert answer.json()["reasons"]

    ask()
