"""WeCom, DingTalk and Feishu: what the services get, and what their answers mean."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from models.waiting import short_key
from notifications.channels import Carrier, http
from notifications.channels.dingtalk import DingtalkCarrier
from notifications.channels.feishu import FeishuCarrier
from notifications.channels.wecom import WecomCarrier
from tests.notifications.letters import NOW, envelope, failure
from tests.sink import Reply, Sink, said

BOTS: dict[str, tuple[Callable[[str], Carrier], str]] = {
    "wecom": (WecomCarrier, "errcode"),
    "dingtalk": (DingtalkCarrier, "errcode"),
    "feishu": (FeishuCarrier, "code"),
}


@pytest.fixture(params=BOTS)
def bot(request: pytest.FixtureRequest, sink: Sink) -> Carrier:
    carrier, code = BOTS[request.param]
    sink.answers(said(0, code))
    return carrier(sink.url)


def text_of(sink: Sink) -> str:
    document = sink.requests[-1].document
    kind = document.get("msgtype") or document["msg_type"]
    part = document.get(kind) or document["content"]
    return str(part.get("content") or part["text"])


def test_a_letter_arrives_and_ends_with_the_short_keys(bot: Carrier, sink: Sink) -> None:
    bot.carry(envelope("甲", "乙"))

    assert "1. 甲" in text_of(sink)
    assert text_of(sink).endswith(f"#{short_key('key-1')} #{short_key('key-2')}")


def test_a_letter_of_unknown_fate_says_that_it_comes_again(bot: Carrier, sink: Sink) -> None:
    bot.carry(envelope(repeated=True))

    assert "↻" in text_of(sink).splitlines()[0]


@pytest.mark.parametrize(
    "trick", ["<@all>", '<at user_id="all">大家</at>', "![](http://evil/beacon)", "[a](http://evil)"]
)
def test_no_text_rings_everybody_or_hides_a_link(bot: Carrier, sink: Sink, trick: str) -> None:
    bot.carry(envelope(trick))

    assert "<" not in text_of(sink)
    assert "](http://evil" not in text_of(sink) or isinstance(bot, FeishuCarrier)  # plain text links nothing


def test_wecom_is_asked_under_its_key(sink: Sink) -> None:
    WecomCarrier(sink.url).carry(envelope())

    assert sink.requests[0].path == "/cgi-bin/webhook/send?key=abcdefgh"


def test_a_private_installation_may_lie_below_a_path(sink: Sink) -> None:
    WecomCarrier(f"{sink.url}/gov").carry(envelope())

    assert sink.requests[0].path.startswith("/gov/cgi-bin/")


def test_dingtalk_gets_the_signature_of_timestamp_and_secret(sink: Sink) -> None:
    DingtalkCarrier(sink.url).carry(envelope(secret="SECabc"))
    query = parse_qs(urlsplit(sink.requests[0].path).query)
    stamp = str(int(NOW.timestamp() * 1000))
    digest = hmac.new(b"SECabc", f"{stamp}\nSECabc".encode(), hashlib.sha256).digest()

    assert query == {"access_token": ["abcdefgh"], "timestamp": [stamp], "sign": [base64.b64encode(digest).decode()]}


def test_feishu_gets_the_signature_in_the_document(sink: Sink) -> None:
    sink.answers(said(0, "code"))
    FeishuCarrier(sink.url).carry(envelope(secret="abc"))
    document = sink.requests[0].document
    digest = hmac.new(f"{int(NOW.timestamp())}\nabc".encode(), b"", hashlib.sha256).digest()

    assert sink.requests[0].path == "/open-apis/bot/v2/hook/abcdefgh"
    assert (document["timestamp"], document["sign"]) == (
        str(int(NOW.timestamp())),
        base64.b64encode(digest).decode(),
    )


def test_without_a_secret_nothing_is_signed(sink: Sink) -> None:
    DingtalkCarrier(sink.url).carry(envelope())

    assert "sign" not in sink.requests[0].path


@pytest.mark.parametrize(
    ("name", "code", "permanent"),
    [
        ("wecom", 93000, True),
        ("wecom", 45009, False),
        ("wecom", -1, False),
        ("dingtalk", 310000, True),
        ("dingtalk", 300001, True),
        ("dingtalk", 130101, False),
        ("dingtalk", -1, False),
        ("feishu", 19001, True),
        ("feishu", 19021, True),
        ("feishu", 11232, False),
        ("feishu", 424242, False),  # nobody told us of it
    ],
)
def test_the_code_tells_whether_it_may_pass(sink: Sink, name: str, code: int, permanent: bool) -> None:
    carrier, field = BOTS[name]
    sink.answers(said(code, field, errmsg="no luck"))
    error = failure(carrier(sink.url))

    assert (error.permanent, str(error)) == (permanent, f"{code} no luck")


def test_a_code_counts_whatever_the_http_status(sink: Sink) -> None:
    sink.answers(Reply(400, b'{"code": 19021, "msg": "sign match fail"}'))

    assert failure(FeishuCarrier(sink.url)).permanent


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"errcode": "0"}'])
def test_an_answer_without_a_code_is_no_yes(sink: Sink, body: bytes) -> None:
    sink.answers(Reply(body=body))

    assert not failure(WecomCarrier(sink.url)).permanent


def test_429_says_when_to_come_again(bot: Carrier, sink: Sink) -> None:
    sink.answers(Reply(429, b"", {"Retry-After": "90"}))
    error = failure(bot)

    assert (error.permanent, error.after) == (False, timedelta(seconds=90))


@pytest.mark.parametrize(
    ("reply", "permanent"),
    [
        (Reply(500, b""), False),
        (Reply(503, b"busy"), False),
        (Reply(404, b""), True),
        (Reply(302, b"", {"Location": "/elsewhere"}), True),
    ],
)
def test_a_status_tells_too(bot: Carrier, sink: Sink, reply: Reply, permanent: bool) -> None:
    sink.answers(reply)

    assert failure(bot).permanent is permanent
    assert len(sink.requests) == 1  # no redirect is followed


@pytest.mark.parametrize(
    "reply", [Reply(never=True), Reply(body=b"x" * 100, trickles=True)], ids=["never", "trickling"]
)
def test_a_call_ends_when_its_time_is_over(
    bot: Carrier, sink: Sink, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LIMIT", 0.5)
    sink.answers(reply)
    error = failure(bot)

    assert (error.permanent, str(error)) == (False, "no answer within 0.5 s")


def test_where_nobody_listens_may_pass(unheard: str) -> None:
    assert not failure(WecomCarrier(unheard)).permanent


@pytest.fixture
def unheard(sink: Sink) -> str:
    return sink.url.rpartition(":")[0] + ":1"


def test_no_more_of_an_answer_is_read_than_matters(sink: Sink) -> None:
    sink.answers(Reply(body=b'{"errcode": 0}' + b" " * 10_000_000))
    WecomCarrier(sink.url).carry(envelope())

    assert len(http.post(sink.url, b"", {}).body) == http.MOST


def test_the_environments_proxy_is_not_asked(sink: Sink, monkeypatch: pytest.MonkeyPatch, unheard: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", unheard)
    monkeypatch.setenv("ALL_PROXY", unheard)
    WecomCarrier(sink.url).carry(envelope())

    assert len(sink.requests) == 1
