"""What the shipped letters say."""

from dataclasses import replace
from datetime import date

import pytest

from notifications.wording import Matter, line
from tests.jobs.conftest import SHIPPED

WORDING = SHIPPED.wordings["default"]
DUE_TODAY = Matter(
    "key", "due_today", "RZ-2026-0001", "测试水产有限公司", "初筛评估", "企业自评", date(2026, 5, 7), 0, "海关"
)


@pytest.mark.parametrize(
    ("late", "said"), [(False, "今日（2026-05-07）到期"), (True, "已于 2026-05-07 到期，已过 83 个工作日")]
)
def test_a_day_that_is_over_is_not_called_today(late: bool, said: str) -> None:
    matter = replace(DUE_TODAY, late=late, workdays=83 if late else 0)

    assert said in line(WORDING, matter, person="林晓岚", url="", language="zh")
