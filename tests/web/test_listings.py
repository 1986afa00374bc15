"""Lists: what they are narrowed to, what they find, and whose messages one reads."""

import re

import pytest

from jobs.sweep import sweep
from models.people import HOST, Person
from models.vocabulary import Role
from store import enterprises, people
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_store import uscc
from tests.jobs.conftest import USCC, ZONE
from tests.web import audits
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"


def test_a_list_says_what_it_shows_and_offers_all(desk: Desk) -> None:
    page = desk("zhao").get("/cases?overdue=true&search=测试").text

    assert re.search(r"共 1 个案件：逾期 · “测试”", page)
    assert 'href="/cases">清除筛选' in page
    assert 'name="search" type="search" value="测试"' in page


def test_a_search_finds_enterprises_that_have_no_case(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(5), "无案水产有限公司")], NOW)
    page = desk("lin").get("/cases?search=wasc").text

    assert f'href="/enterprises/{uscc(5)}">无案水产有限公司' in page


def test_nobody_has_the_ball_of_a_paused_case_on_ones_own_list_either(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        audits.act(tx, NO, "suspend-case", "", HOST, NOW, reason="搬迁", resume_on="2026-12-01")
    client = desk("lin")
    holders = {one["holder"] for one in client.get("/api/v1/worklist").json()["items"]}

    assert holders == {"nobody"}
    assert "无人（已暂停）" in client.get("/").text


def test_the_board_shows_every_stage_of_a_process_that_has_a_case(desk: Desk) -> None:
    page = desk("zhao").get("/board").text
    lanes = [page.count(f'href="/cases?stage={key}"') for key in ("guidance", "mock-audit", "onsite", "follow-up")]

    assert all(lanes), lanes
    assert "stage=re-check" not in page


def test_paused_cases_are_a_list_of_their_own(desk: Desk, office: Database) -> None:
    assert NO not in desk("zhao").get("/cases?status=suspended").text

    with office.writing() as tx:
        audits.act(tx, NO, "suspend-case", "", HOST, NOW, reason="搬迁", resume_on="2026-12-01")

    assert NO in desk("zhao").get("/cases?status=suspended").text
    assert 'href="/cases?status=suspended"><b>1</b>' in desk("zhao").get("/board").text


def test_an_enterprise_has_a_page_with_its_facts_and_cases(desk: Desk) -> None:
    page = desk("lin").get(f"/enterprises/{USCC}").text

    assert f"<dt>统一社会信用代码</dt><dd>{USCC}</dd>" in page
    assert f'href="/cases/{NO}"' in page


def test_another_sites_enterprise_is_not_there(desk: Desk) -> None:
    assert desk("qiu").get(f"/enterprises/{USCC}").status_code == 404


def test_a_case_is_opened_only_where_none_of_the_process_runs(desk: Desk) -> None:
    form = desk("lin").get(f"/enterprises/{USCC}").text.split('id="o-process"')[1].split("</select>")[0]

    offered = re.findall(r'value="([^"]+)"', form)
    assert "aeo-certified" in offered
    assert "aeo-advanced" not in offered


def test_a_bad_row_lists_all_that_is_wrong_with_it(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    roster = "统一社会信用代码,企业名称,邮箱\r\n123,,nobody\r\n".encode()
    page = client.post(
        "/enterprises/import", data={"csrf": csrf, "dry_run": "1"}, files={"file": ("a.csv", roster)}
    ).text
    cells = [re.sub(r"\s+", "", one) for one in re.findall(r"<td[^>]*>(.*?)</td>", page, re.S)]

    assert [cells[place] for place in (2, 6, 10)] == ["统一社会信用代码", "企业名称", "邮箱"]


@pytest.mark.parametrize(("login", "reads"), [("lin", True), ("zhao", True), ("wei", False)])
def test_who_works_on_cases_reads_the_messages_about_their_own(
    desk: Desk, office: Database, login: str, reads: bool
) -> None:
    with office.writing() as tx:
        people.add(tx, Person("wei", "魏", Role.COORDINATOR, "RZ", "zhao"), NOW)
    sweep(office, NOW, ZONE)

    assert (NO in desk(login).get("/delivery").text) is reads


def test_a_rung_is_said_in_words(desk: Desk, office: Database) -> None:
    sweep(office, NOW, ZONE)

    assert re.search(r"逾期 \d+ 个工作日</a> <small><code>T\+\d+</code>", desk("zhao").get("/delivery").text)


def test_a_late_step_shows_its_date_too(desk: Desk) -> None:
    assert re.search(r"逾期 \d+ 个工作日</span>\s*<small>\s*11-05", desk("lin").get("/").text)


def test_the_menu_counts_what_is_late(desk: Desk) -> None:
    assert re.search(r'title="\d+ 项逾期">\d+</span>', desk("lin").get("/").text)


def test_a_card_says_what_holds_its_case_up(desk: Desk) -> None:
    assert '<p class="stuck">「登记培育意向」还没有完成</p>' in desk("zhao").get("/board").text


def test_a_case_is_offered_on_the_list_only_where_none_runs(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(7), "无案水产有限公司")], NOW)

    assert re.findall(r'href="/enterprises/(\w{18})#open"', desk("lin").get("/enterprises").text) == [uscc(7)]


def test_another_process_is_offered_on_the_enterprises_own_page(desk: Desk) -> None:
    page = desk("lin").get(f"/enterprises/{USCC}").text

    assert re.findall(r'<option value="(aeo-[a-z]+)"', page) == ["aeo-certified"]
