"""What people write as an address, what is kept of it, and what is shown."""

import pytest

from models.people import Address
from models.refusals import Invalid
from models.vocabulary import Channel
from notifications.addresses import address, shown

KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
SECRET = "0123456789abcdef"


@pytest.mark.parametrize(
    ("channel", "written", "kept"),
    [
        (Channel.EMAIL, " lin@example.com ", "lin@example.com"),
        (Channel.WECOM, KEY, KEY),
        (Channel.WECOM, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", KEY),
        (Channel.DINGTALK, f"https://oapi.dingtalk.com/robot/send?access_token={KEY}", KEY),
        (Channel.FEISHU, f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}", KEY),
        (Channel.WEBHOOK, "https://sms.example/oneplan?x=1", "https://sms.example/oneplan?x=1"),
        (Channel.APPRISE, "ntfy://ntfy.example/topic", "ntfy://ntfy.example/topic"),
    ],
)
def test_what_people_paste_is_kept_as_the_channel_needs_it(channel: Channel, written: str, kept: str) -> None:
    assert address(channel, written, SECRET).to == kept


@pytest.mark.parametrize(
    ("channel", "written"),
    [
        (Channel.EMAIL, "not an address"),
        (Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"),
        (Channel.WECOM, "key&evil=1"),
        (Channel.FEISHU, "short"),
        (Channel.WEBHOOK, "file:///etc/passwd"),
        (Channel.WEBHOOK, "gopher://x"),
        (Channel.WEBHOOK, "http://user:pass@example.com/"),
        (Channel.WEBHOOK, "http://[::1"),
        (Channel.WEBHOOK, "http://x:99999/"),
        (Channel.APPRISE, "wecombot://key"),
        (Channel.APPRISE, "LARK://key"),
        (Channel.APPRISE, "syslog://"),
        (Channel.APPRISE, "json://a, json://b"),
        (Channel.APPRISE, "words"),
        (Channel.INBOX, "anything"),
    ],
)
def test_what_leads_nowhere_is_refused(channel: Channel, written: str) -> None:
    with pytest.raises(Invalid) as refusal:
        address(channel, written, SECRET)

    assert refusal.value.reasons[0].code == "address_unusable"


def test_a_webhook_needs_a_secret() -> None:
    with pytest.raises(Invalid) as refusal:
        address(Channel.WEBHOOK, "https://sms.example/", "short")

    assert refusal.value.reasons[0].code == "secret_short"


def test_a_channel_that_signs_nothing_keeps_no_secret() -> None:
    assert address(Channel.WECOM, KEY, SECRET).secret == ""


@pytest.mark.parametrize(
    ("one", "seen"),
    [
        (Address(Channel.EMAIL, "lin@example.com"), "lin@example.com"),
        (Address(Channel.WECOM, KEY), "…5aaa"),
        (Address(Channel.WEBHOOK, "https://sms.example/t/0ken"), "https://sms.example/…"),
        (Address(Channel.APPRISE, "tgram://token/chat"), "tgram://…"),
    ],
)
def test_no_more_is_shown_than_may_be_known(one: Address, seen: str) -> None:
    assert shown(one) == seen


def test_neither_address_nor_secret_slips_into_a_log() -> None:
    assert KEY not in f"{Address(Channel.WECOM, KEY, SECRET)!r}"
    assert SECRET not in f"{Address(Channel.WECOM, KEY, SECRET)!r}"
