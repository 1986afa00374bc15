"""One's channels on the account page: set, masked, tested, off and on, and what goes over them."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from jobs.fallback import switch_off
from models.vocabulary import Channel
from store import addresses, people
from store.database import Database
from tests import sink as sinks
from tests.sink import Sink, said
from tests.web.conftest import NOW, Desk

KEY = "693a91f6-7aoc-4bc4-secret"


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """The house's bot service."""
    with sinks.sink() as running:
        monkeypatch.setenv("ONEPLAN_WECOM_URL", running.url)
        yield running


@pytest.fixture
def lin(sink: Sink, desk: Desk) -> TestClient:
    return desk("lin")


def send(client: TestClient, path: str, **fields: str | list[str]) -> int:
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    return client.post(path, data={"csrf": csrf, **fields}, follow_redirects=False).status_code


def set_bot(client: TestClient) -> int:
    return send(client, "/account/addresses", channel="wecom", address=KEY)


def test_an_address_is_kept_and_never_shown_back(lin: TestClient) -> None:
    assert set_bot(lin) == 303
    page = lin.get("/account").text

    assert "…cret" in page
    assert KEY not in page


def test_a_secret_is_never_shown_back(lin: TestClient) -> None:
    send(lin, "/account/addresses", channel="dingtalk", address=KEY, secret="SEC-very-secret")
    page = lin.get("/account").text

    assert ("已设签名密钥" in page, "SEC-very-secret" in page) == (True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "wecom", "address": "x"},
        {"channel": "inbox", "address": "x"},
        {"channel": "fax", "address": "x"},
        {"channel": "webhook", "address": "https://sms.example/"},
        {"channel": "apprise", "address": "wecombot://key"},
    ],
)
def test_what_is_no_address_is_refused(lin: TestClient, fields: dict[str, str]) -> None:
    assert send(lin, "/account/addresses", **fields) == 422


def test_a_test_message_is_sent_and_the_page_says_so(lin: TestClient, sink: Sink) -> None:
    set_bot(lin)
    assert send(lin, "/account/addresses/wecom/test") == 303

    assert "测试消息" in sink.requests[0].document["markdown"]["content"]
    assert "测试消息已发到企业微信" in lin.get("/account?tested=wecom").text


def test_a_test_that_fails_says_why(lin: TestClient, sink: Sink) -> None:
    set_bot(lin)
    sink.answers(said(93000, errmsg="invalid webhook url"))
    csrf = lin.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = lin.post("/account/addresses/wecom/test", data={"csrf": csrf})

    assert answer.status_code == 409
    assert "93000 invalid webhook url" in answer.text


def test_without_a_mail_server_mail_cannot_be_tested(lin: TestClient) -> None:
    assert send(lin, "/account/addresses/email/test") == 409


def fail(office: Database) -> None:
    with office.writing() as tx:
        switch_off(tx, "lin", Channel.WECOM, KEY, "93000 invalid webhook url", NOW)


def test_a_channel_that_failed_says_so_in_the_inbox_and_how_to_mend_it(lin: TestClient, office: Database) -> None:
    set_bot(lin)
    fail(office)

    assert "企业微信投递失败（93000 invalid webhook url），已停用" in lin.get("/inbox").text
    assert "起停用：93000 invalid webhook url" in lin.get("/account").text
    assert re.search(r'<span class="badge"[^>]*>1</span>', lin.get("/").text)


def test_it_is_switched_on_again_by_a_button(lin: TestClient, office: Database) -> None:
    set_bot(lin)
    fail(office)
    assert send(lin, "/account/addresses/wecom/on") == 303

    assert "已停用" not in lin.get("/account").text


def test_an_address_can_be_taken_away(lin: TestClient, office: Database) -> None:
    set_bot(lin)
    send(lin, "/account/addresses/wecom/remove")
    with office.reading() as tx:
        assert addresses.find(tx, "lin", Channel.WECOM) is None


def test_what_is_not_ticked_is_declined_but_for_what_is_mandatory(lin: TestClient, office: Database) -> None:
    set_bot(lin)
    assert send(lin, "/account/choices", wanted=["due_soon=wecom", "overdue=email"]) == 303
    with office.reading() as tx:
        declined = people.get(tx, "lin").declined

    assert ("due_soon", Channel.EMAIL) in declined
    assert ("due_soon", Channel.WECOM) not in declined
    assert not {kind for kind, _over in declined} & {"urged", "escalated", "statutory_soon", "statutory_late"}


def test_nobody_sees_or_changes_the_channels_of_somebody_else(lin: TestClient, desk: Desk, office: Database) -> None:
    set_bot(lin)
    qiu = desk("qiu")

    assert "…cret" not in qiu.get("/account").text
    assert send(qiu, "/account/addresses/wecom/remove") == 303
    with office.reading() as tx:
        assert addresses.find(tx, "lin", Channel.WECOM) is not None


def test_a_form_from_elsewhere_changes_nothing(lin: TestClient) -> None:
    sent = {"csrf": "stolen", "channel": "wecom", "address": KEY}

    assert lin.post("/account/addresses", data=sent).status_code == 422


def test_an_english_reader_reads_english(lin: TestClient) -> None:
    send(lin, "/language", language="en")

    assert "Which kinds go over which channel" in lin.get("/account").text
    assert "Due soon" in lin.get("/account").text
