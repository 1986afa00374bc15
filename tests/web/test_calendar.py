"""The calendar feed: one's own due dates, under a key that can be revoked."""

import re

import pytest
from icalendar import Calendar

from tests.web.conftest import Desk


def subscribe(desk: Desk, login: str = "lin") -> str:
    """The path of a fresh feed."""
    client = desk(login)
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    page = client.post("/account/calendar", data={"csrf": csrf}).text
    found = re.search(r"(/calendar/[\w-]+\.ics)", page)
    assert found
    return found[1]


def events(desk: Desk, path: str) -> dict[str, str]:
    """The day of each event, by its title."""
    read = Calendar.from_ical(desk("").get(path).content)
    return {str(one["summary"]): str(one.decoded("dtstart")) for one in read.walk("VEVENT")}


def test_it_lists_ones_due_dates_as_whole_days(desk: Desk) -> None:
    assert events(desk, subscribe(desk))["登记培育意向 · 测试水产有限公司"] == "2026-11-05"


def test_it_is_a_calendar_for_calendar_programs(desk: Desk) -> None:
    answer = desk("").get(subscribe(desk))

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in answer.text.splitlines())


def test_what_is_done_is_in_it_no_longer(desk: Desk) -> None:
    path, client = subscribe(desk), desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    client.post("/cases/RZ-2026-0001/acts/complete-step", data={"csrf": csrf, "step": "intent"})

    assert not [title for title in events(desk, path) if title.startswith("登记培育意向")]


def test_somebody_elses_feed_has_somebody_elses_dates(desk: Desk) -> None:
    assert events(desk, subscribe(desk, "qiu")) == {}


@pytest.mark.parametrize("path", ["/calendar/guess.ics", "/calendar/.ics"])
def test_an_unknown_key_finds_nothing(desk: Desk, path: str) -> None:
    assert desk("").get(path).status_code == 404


def test_a_new_address_ends_the_old_one(desk: Desk) -> None:
    old, fresh = subscribe(desk), subscribe(desk)

    assert [desk("").get(path).status_code for path in (old, fresh)] == [404, 200]


def test_a_feed_can_be_stopped(desk: Desk) -> None:
    path, client = subscribe(desk), desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    client.post("/account/calendar/end", data={"csrf": csrf})

    assert desk("").get(path).status_code == 404
