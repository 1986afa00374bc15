"""A rulebook by which letters go out at any hour of any day, for programs that go by the real clock."""

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TODAY = datetime.now(ZoneInfo("Asia/Shanghai"))
SHIPPED = Path(__file__).parents[1] / "rulebook"


def whole_day_rulebook(home: Path) -> Path:
    """The shipped one with working hours from midnight to midnight, today a working day whatever it is."""
    rulebook = Path(shutil.copytree(SHIPPED, home / "rulebook"))
    manners, calendar = rulebook / "manners" / "default.yaml", rulebook / "calendars" / "cn.yaml"
    text = manners.read_text(encoding="utf-8").replace('slots: ["08:30", "14:00"]', 'slots: ["00:00"]')
    manners.write_text(text.replace("08:30", "00:00").replace("18:00", "23:59"), encoding="utf-8")
    calendar.write_text(json.dumps(_without_rest(TODAY.year), ensure_ascii=False), encoding="utf-8")
    return rulebook


def _without_rest(year: int) -> dict[str, Any]:
    years = {
        one: {"status": "published", "days_off": [], "adjusted_workdays": _weekends(one)}
        for one in range(year - 1, year + 2)
    }
    return {"calendar": "cn", "title": {"zh": "天天上班", "en": "No rest"}, "years": years}


def _weekends(year: int) -> list[str]:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return [str(day) for day in days if day.year == year and day.weekday() > 4]
