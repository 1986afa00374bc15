"""Saved filters: kept under a name, shown as chips, one's own, and nothing but what the list knows."""

import re

import pytest

from store.saved_filters import MOST
from tests.web.conftest import Desk
from tests.web.test_delivery import send

LATE = "show=late&stage=screening"


def keep(desk: Desk, title: str = "初筛逾期", query: str = LATE, page: str = "work", by: str = "lin") -> int:
    return send(desk, by, "/filters", page=page, title=title, query=query)


def test_a_filter_of_my_work_is_one_click_away(desk: Desk) -> None:
    assert 'name="query" value="show=late&amp;stage=screening"' in desk("lin").get(f"/?{LATE}").text
    keep(desk)

    assert '<a href="/?show=late&amp;stage=screening">初筛逾期</a>' in desk("lin").get("/").text
    assert 'aria-current="true">初筛逾期</a>' in desk("lin").get(f"/?{LATE}").text


def test_a_filter_of_the_cases_stands_on_the_cases(desk: Desk) -> None:
    keep(desk, "暂停的", "status=suspended", "cases")

    assert '<a href="/cases?status=suspended">暂停的</a>' in desk("lin").get("/cases").text
    assert "暂停的" not in desk("lin").get("/").text


def test_what_the_list_does_not_know_is_not_kept(desk: Desk) -> None:
    keep(desk, query=f"{LATE}&cursor=x&evil=1&on=someday")

    assert '"/?show=late&amp;stage=screening"' in desk("lin").get("/").text


def test_a_filter_is_ones_own(desk: Desk) -> None:
    keep(desk)
    (id,) = re.findall(r"/filters/(\d+)/remove", desk("lin").get("/").text)

    assert "初筛逾期" not in desk("zhao").get("/").text
    assert send(desk, "zhao", f"/filters/{id}/remove") == 404


def test_a_filter_is_removed(desk: Desk) -> None:
    keep(desk)
    (id,) = re.findall(r"/filters/(\d+)/remove", desk("lin").get("/").text)

    assert send(desk, "lin", f"/filters/{id}/remove") == 303
    assert "初筛逾期" not in desk("lin").get("/").text


def test_the_same_name_replaces(desk: Desk) -> None:
    keep(desk)
    keep(desk, query="show=week")

    assert re.findall(r'href="/\?([^"]+)">初筛逾期', desk("lin").get("/").text) == ["show=week"]


@pytest.mark.parametrize(
    ("title", "query", "page"),
    [
        ("", LATE, "work"),
        ("长" * 41, LATE, "work"),
        ("空", "", "work"),
        ("空", "evil=1", "work"),
        ("长", "stage=" + "x" * 500, "work"),
        ("无", LATE, "board"),
    ],
)
def test_what_is_no_filter_is_refused(desk: Desk, title: str, query: str, page: str) -> None:
    assert keep(desk, title, query, page) == 422


def test_there_is_an_end_to_them(desk: Desk) -> None:
    assert [keep(desk, f"筛选{number}") for number in range(MOST)] == [303] * MOST
    assert keep(desk, "再一个") == 409
