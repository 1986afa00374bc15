"""How much a request may bring."""

from collections.abc import Iterator

import pytest

from tests.web.conftest import Desk
from web import limits


def test_what_announces_too_much_is_refused_unread(desk: Desk) -> None:
    answer = desk("").post("/sign-in", headers={"Content-Length": str(limits.LARGEST + 1)}, content=b"x")

    assert (answer.status_code, "32 MB" in answer.text) == (413, True)


def test_what_announces_nothing_and_brings_too_much_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1000)

    def pieces() -> Iterator[bytes]:
        yield from [b"login=" + b"x" * 600] * 3

    answer = desk("").post("/sign-in", content=pieces(), headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 413


def test_what_is_small_enough_passes(desk: Desk) -> None:
    assert desk("").post("/sign-in", data={"login": "lin", "password": "wrong"}).status_code == 401


def test_the_refusal_carries_the_headers_of_every_answer(desk: Desk) -> None:
    answer = desk("").post("/sign-in", headers={"Content-Length": str(limits.LARGEST + 1)}, content=b"x")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
