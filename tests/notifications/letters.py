"""An envelope made by hand; only what matters is stated."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from notifications.channels import Carrier, DeliveryError, Envelope
from notifications.wording import Brief, Composed

NOW = datetime(2026, 11, 16, 8, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
DESK = "http://desk"


def envelope(*texts: str, **parts: Any) -> Envelope:
    """A letter of one message, or of one for each of ``texts``."""
    briefs = tuple(
        Brief(f"key-{number}", "RZ-2026-0001", text, f"{DESK}/cases/RZ-2026-0001")
        for number, text in enumerate(texts or ("“企业意向”已逾期",), start=1)
    )
    letter = Composed("主题", "正文\n", "<p>正文</p>", "一企一策：2 项待办", briefs, DESK)
    values: dict[str, Any] = {"to": "abcdefgh", "message_id": "<one@oneplan>", "at": NOW, "letter": letter}
    return Envelope(**values | {"keys": tuple(one.key for one in briefs)} | parts)


def failure(carrier: Carrier, letter: Envelope | None = None) -> DeliveryError:
    """Why it is not delivered."""
    with pytest.raises(DeliveryError) as raised:
        carrier.carry(letter or envelope())
    return raised.value
