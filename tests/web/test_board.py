"""The board in each of its views: what stands there, and that every number opens exactly its list."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from actions.record_absence import record_absence
from jobs.sweep import sweep
from models.people import HOST
from store import caselist, definitions, people
from store.database import Database
from tests.jobs.conftest import MONDAY, SHIPPED, ZONE
from tests.jobs.test_counts import open_more
from tests.web import audits
from tests.web.conftest import NOW, Desk

VIEWS = ("lanes", "matrix", "heat", "results")
NO = "RZ-2026-0001"
NUMBER = re.compile(r'<a [^>]*href="(/cases[^"]*|/board/done[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
ROW = re.compile(r'<a href="/cases/[A-Z][^"]*"><b>')


@pytest.fixture
def busy(office: Database) -> Database:
    """Cases late and in time, one suspended, one nobody coordinates, one submitted to Zhao, some steps done, Zhao written to."""
    open_more(office, range(4, 8), MONDAY)
    audits.submitted(office, NOW)
    with office.writing() as tx:
        first, second, third, *_ = sorted(caselist.open_numbers(tx))[1:]
        lin, day = people.get(tx, "lin"), timedelta(days=1)
        audits.act(tx, first, "complete-step", "intent", lin, MONDAY + day)
        audits.act(tx, second, "complete-step", "intent", lin, NOW)
        audits.act(tx, NO, "promise", "intent", lin, NOW - 2 * day, promised_on=str((NOW - day).date()))
        audits.act(tx, third, "suspend-case", "", HOST, NOW, reason="搬迁", resume_on="2026-12-01")
    sweep(office, NOW, ZONE)
    return office


def numbers(page: str) -> list[tuple[str, int]]:
    """Every number that leads to a list, with its address."""
    found = [(unescape(href), re.sub(r"<[^>]+>|\D", "", text)) for href, text in NUMBER.findall(page)]
    return [(href, int(number)) for href, number in found if number and not re.match(r"/cases/[A-Z]", href)]


def rows(client: TestClient, href: str) -> int:
    return len(ROW.findall(client.get(href).text))


@pytest.mark.parametrize("narrowed", ["", "&coordinator=lin", "&process=aeo-advanced", "&coordinator=zhao"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_number_opens_exactly_its_list(desk: Desk, busy: Database, view: str, narrowed: str) -> None:
    client = desk("zhao")
    found = numbers(client.get(f"/board?view={view}{narrowed}").text)

    assert len(found) >= 6
    assert [(href, rows(client, href)) for href, _ in found] == found


def test_the_head_counts_what_waits_for_whoever_looks(desk: Desk, busy: Database) -> None:
    counted = dict(numbers(desk("zhao").get("/board").text))

    assert counted["/cases?deciding=true"] == 1
    assert counted["/cases?escalated=true"] >= 1
    assert counted["/cases?status=suspended"] == 1


def test_what_waits_for_another_is_not_counted(desk: Desk, busy: Database) -> None:
    counted = dict(numbers(desk("lin").get("/board").text))

    assert (counted["/cases?deciding=true"], counted["/cases?escalated=true"]) == (0, 0)


def test_a_lane_tells_its_median_and_what_nine_in_ten_stay_within(desk: Desk, office: Database) -> None:
    assert "中位 14 · 九成 14 日内" in desk("zhao").get("/board").text


@pytest.mark.parametrize("view", VIEWS)
def test_the_switch_keeps_what_the_board_is_narrowed_to(desk: Desk, view: str) -> None:
    page = desk("zhao").get(f"/board?view={view}&process=aeo-advanced").text

    assert all(f'href="/board?process=aeo-advanced&amp;view={other}"' in page for other in VIEWS)
    assert '<a href="/cases?process=aeo-advanced">列表</a>' in page


def test_the_matrix_tells_who_is_away(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        record_absence(
            tx, "lin", first_on=NOW.date(), last_on=NOW.date(), substitute="zhao", actor=zhao, now=NOW, zone=ZONE
        )

    assert "外出至 2026-11-16" in desk("zhao").get("/board?view=matrix").text


def test_another_sites_cases_are_not_on_the_board(desk: Desk, busy: Database) -> None:
    page = desk("qiu").get("/board?site=RZ").text

    assert [number for _, number in numbers(page)] == [0] * 6


@pytest.mark.parametrize("asked", ["view=nowhere", "process=nothing", "due=yesterday", "late_by=x", "coordinator=%ff"])
def test_words_that_say_nothing_break_no_page(desk: Desk, asked: str) -> None:
    client = desk("zhao")

    assert (client.get(f"/board?{asked}").status_code, client.get(f"/cases?{asked}").status_code) == (200, 200)


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12"])
def test_a_month_that_is_none_is_refused(desk: Desk, month: str) -> None:
    assert desk("zhao").get(f"/board/done?month={month}").status_code == 422


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_carries_nothing_inline(desk: Desk, busy: Database, view: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script(?! src=)", desk("zhao").get(f"/board?view={view}").text)


@pytest.mark.parametrize(("open_cases", "is_told"), [(3, True), (2, False)])
def test_a_stage_with_more_cases_than_it_is_to_have_is_told(
    desk: Desk, office: Database, open_cases: int, is_told: bool
) -> None:
    process = SHIPPED.processes["aeo-advanced"]
    screening = process.stages["screening"].model_copy(update={"at_most": 2})
    crowded = process.model_copy(update={"stages": process.stages | {"screening": screening}})
    with office.writing() as tx:
        definitions.publish(tx, replace(SHIPPED, processes={crowded.key: crowded}), "host", NOW)
    open_more(office, range(1, open_cases), MONDAY)
    page = desk("zhao").get("/board").text

    assert ("超过上限 2 件" in page) is is_told


def test_the_steps_done_in_a_month_are_taken_along_as_the_page_narrows_them(desk: Desk, busy: Database) -> None:
    zhao, ways = desk("zhao"), ("month=2026-11", "month=2026-11&late=true", "month=2026-10")
    taken = [len(zhao.get(f"/board/done.csv?{asked}").text.splitlines()) - 1 for asked in ways]

    assert taken == [len(ROW.findall(zhao.get(f"/board/done?{asked}").text)) for asked in ways]
    assert taken[0] > 0
