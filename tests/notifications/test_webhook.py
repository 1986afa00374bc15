"""Webhooks: what is sent, how it is signed, and where nothing is sent to."""

import hashlib
import hmac
import socket
from typing import Any

import pytest

from notifications.channels import http
from notifications.channels.targets import is_private, public_address
from notifications.channels.webhook import WebhookCarrier
from tests.notifications.letters import NOW, envelope, failure
from tests.sink import Reply, Sink

SECRET = "0123456789abcdef"
INSIDE = WebhookCarrier(allows_private=True)
OUTSIDE = WebhookCarrier(allows_private=False)


def test_the_document_names_each_message_by_its_key(sink: Sink) -> None:
    INSIDE.carry(envelope("甲", "乙", to=sink.url, secret=SECRET))
    document = sink.requests[0].document

    assert [(one["key"], one["case"], one["text"]) for one in document["messages"]] == [
        ("key-1", "RZ-2026-0001", "甲"),
        ("key-2", "RZ-2026-0001", "乙"),
    ]


def test_timestamp_and_body_are_signed(sink: Sink) -> None:
    INSIDE.carry(envelope(to=sink.url, secret=SECRET))
    request = sink.requests[0]
    stamp = request.headers["x-oneplan-timestamp"]
    digest = hmac.new(SECRET.encode(), stamp.encode() + b"." + request.body, hashlib.sha256).hexdigest()

    assert stamp == str(int(NOW.timestamp()))
    assert request.headers["x-oneplan-signature"] == f"sha256={digest}"


def test_a_repeated_letter_has_the_same_idempotency_key_and_says_so(sink: Sink) -> None:
    for repeated in (False, True):
        INSIDE.carry(envelope(to=sink.url, secret=SECRET, repeated=repeated))

    assert [one.headers["idempotency-key"] for one in sink.requests] == ["one@oneplan"] * 2
    assert [one.document["repeated"] for one in sink.requests] == [False, True]


@pytest.mark.parametrize(("status", "permanent"), [(429, False), (500, False), (400, True), (410, True), (307, True)])
def test_a_status_tells_whether_it_may_pass(sink: Sink, status: int, permanent: bool) -> None:
    sink.answers(Reply(status, b"", {"Location": f"{sink.url}/inside"}))

    assert failure(INSIDE, envelope(to=sink.url, secret=SECRET)).permanent is permanent
    assert [one.path for one in sink.requests] == ["/"]


@pytest.mark.parametrize("after", ["Mon, 16 Nov 2026 00:41:00 GMT", "60"])
def test_retry_after_is_seconds_or_a_date(sink: Sink, after: str) -> None:
    sink.answers(Reply(429, b"", {"Retry-After": after}))
    error = failure(INSIDE, envelope(to=sink.url, secret=SECRET))

    assert error.after is not None
    assert error.after.total_seconds() == 60


def test_nonsense_in_retry_after_says_nothing(sink: Sink) -> None:
    sink.answers(Reply(429, b"", {"Retry-After": "soon"}))

    assert failure(INSIDE, envelope(to=sink.url, secret=SECRET)).after is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "127.1"]
)
def test_private_targets_are_refused_for_good_and_hear_nothing(sink: Sink, host: str) -> None:
    port = sink.url.rpartition(":")[2]
    error = failure(OUTSIDE, envelope(to=f"http://{host}:{port}/", secret=SECRET))

    assert (error.permanent, str(error)) == (True, "private target")
    assert sink.requests == []


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "fe80::1%eth0", "fd00::1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:10.0.0.1"],
)  # fmt: skip
def test_an_address_is_private_however_it_is_wrapped_up(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1"])
def test_a_public_address_is_not(address: str) -> None:
    assert not is_private(address)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> None:
    """Each look-up gives the next of ``answers``."""
    given = list(answers)

    def look_up(*_args: Any, **_options: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in given.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ("8.8.8.8", "10.0.0.1"))

    assert failure(OUTSIDE, envelope(to="https://both.example/", secret=SECRET)).permanent


def test_a_name_is_looked_up_once_and_what_was_found_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a name that changes its answer in between leads nowhere."""
    resolving(monkeypatch, ("8.8.8.8",))
    asked: list[str] = []

    def post(*_args: Any, connect_to: str) -> http.Answer:
        asked.append(connect_to)
        return http.Answer(200, b"")

    monkeypatch.setattr(http, "post", post)
    OUTSIDE.carry(envelope(to="https://rebinding.example/", secret=SECRET))

    assert asked == ["8.8.8.8"]


def test_the_name_stays_in_the_request_though_the_address_is_connected_to(sink: Sink) -> None:
    port = sink.url.rpartition(":")[2]
    http.post(f"http://gateway.example:{port}/sms", b"", {}, connect_to="127.0.0.1")

    assert (sink.requests[0].headers["host"], sink.requests[0].path) == (f"gateway.example:{port}", "/sms")


def test_a_name_that_is_not_found_may_be_found_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_args: Any, **_options: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    assert not failure(OUTSIDE, envelope(to="https://nowhere.example/", secret=SECRET)).permanent


def test_an_address_is_looked_up_with_the_port_of_its_scheme() -> None:
    assert public_address("https://8.8.8.8/x") == "8.8.8.8"
