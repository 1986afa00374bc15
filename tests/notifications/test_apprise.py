"""Apprise: what a service took, in a process of its own that knows its limits."""

import pytest

from notifications.channels import apprise
from notifications.channels.apprise import AppriseCarrier
from tests.notifications.letters import envelope, failure
from tests.sink import Reply, Sink

INSIDE = AppriseCarrier(allows_private=True)
OUTSIDE = AppriseCarrier(allows_private=False)


def service(sink: Sink) -> str:
    return sink.url.replace("http://", "json://")


def test_a_letter_is_handed_over_in_brief(sink: Sink) -> None:
    INSIDE.carry(envelope("甲", to=service(sink)))

    assert sink.requests[0].document["title"] == "一企一策：2 项待办"
    assert "1. 甲" in sink.requests[0].document["message"]


def test_what_the_service_did_not_take_may_pass(sink: Sink) -> None:
    sink.answers(Reply(500, b""))

    assert not failure(INSIDE, envelope(to=service(sink))).permanent


def test_a_redirect_is_not_followed(sink: Sink) -> None:
    sink.answers(Reply(307, b"", {"Location": f"{sink.url}/inside"}))

    assert not failure(INSIDE, envelope(to=service(sink))).permanent
    assert [one.path for one in sink.requests] == ["/"]


def test_private_networks_are_closed_unless_the_host_opens_them(sink: Sink) -> None:
    failure(OUTSIDE, envelope(to=service(sink)))

    assert sink.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "wecombot://abcdefgh",
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdefgh-1234-1234-1234-abcdefabcdef",
        "dingtalk://abcdefgh",
        "syslog://",
        "nonsense://x",
        "json://a json://b",
    ],
)
def test_a_service_that_may_not_be_used_is_refused_for_good(url: str) -> None:
    assert failure(INSIDE, envelope(to=url)).permanent


def test_a_call_ends_when_its_time_is_over(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise, "LIMIT", 3)
    sink.answers(Reply(body=b"x" * 1000, trickles=True))
    error = failure(INSIDE, envelope(to=service(sink)))

    assert (error.permanent, "no answer within" in str(error)) == (False, True)
