"""我的工作: the tiles, the groups, the days ahead, and how the list is narrowed."""

import re

from jobs.sweep import sweep
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_counts import open_more, statements
from tests.web.conftest import NOW, Desk
from tests.web.test_delivery import send

NO = "RZ-2026-0001"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_tile_counts_its_group_and_narrows_the_list_to_it(desk: Desk) -> None:
    page = desk("lin").get("/").text
    (number,) = re.findall(r'href="/\?show=late"><b>(\d+)</b><span>逾期', page)
    late = desk("lin").get("/?show=late").text

    assert int(number) > 0
    assert f"逾期 · {number}" in late
    assert len(re.findall(r'<tr id="[^"]+" class="late">', late)) == int(number)
    assert "之后 ·" not in late


def test_a_day_of_the_strip_leads_to_what_is_due_on_it(desk: Desk) -> None:
    client = desk("lin")
    send(
        desk,
        "lin",
        f"/cases/{NO}/acts/add-step",
        reason="缺件",
        **{"input.title": "补件", "input.due_on": "2026-11-20"},
    )
    (link,) = re.findall(r'href="(/\?on=2026-11-20)"', client.get("/").text)
    page = words(client.get(link).text)

    assert "补件" in page
    assert "2026-11-20 到期 ×" in page
    assert "核对企业基本情况" not in page


def test_the_strip_hatches_the_weekend_and_marks_today(desk: Desk) -> None:
    page = desk("lin").get("/").text

    assert page.count('<li class="rests">') == 4  # two weekends within ten working days
    assert page.count('<li class=" now">') == 1


def test_a_long_group_shows_its_first_and_leads_to_all(desk: Desk, office: Database) -> None:
    open_more(office, range(15), NOW)
    page = desk("lin").get("/").text
    (number,) = re.findall(r'href="/\?show=later">全部 (\d+) 项', page)

    assert f"之后 · {number}" in page


def test_all_steps_of_ones_cases_are_shown_on_demand(desk: Desk) -> None:
    send(desk, "zhao", f"/cases/{NO}/acts/assign", step="intent", **{"input.to": "zhao"})
    mine, cases = (desk("lin").get(path).text for path in ("/", "/?whose=cases"))

    assert "经办 赵启明" not in words(mine)
    assert "经办 赵启明" in words(cases)


def test_what_the_address_says_and_nobody_knows_is_left_out(desk: Desk) -> None:
    page = desk("lin").get("/?show=nonsense&on=someday&whose=everybody").text

    assert "清除筛选" not in page


def test_the_page_asks_as_much_for_many_steps_as_for_few(desk: Desk, office: Database) -> None:
    client = desk("lin")
    client.get("/")
    with statements() as few:
        client.get("/")
    open_more(office, range(6), NOW)
    with statements() as many:
        client.get("/")

    assert len(many) == len(few)


def test_a_form_leads_back_to_the_list_as_it_was_narrowed(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(
        f"/cases/{NO}/acts/note",
        data={"csrf": csrf, "input.text": "x", "back": "work"},
        headers={"referer": "http://desk/?show=late"},
        follow_redirects=False,
    )

    assert answer.headers["location"] == "/?show=late"


def test_a_refused_form_stands_on_the_list_as_it_was_narrowed(desk: Desk, office: Database) -> None:
    sweep(office, NOW, ZONE)
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(
        f"/cases/{NO}/acts/complete-step",
        data={"csrf": csrf, "step": "intent", "input.on": "2027-01-01", "back": "work"},
        headers={"referer": "http://desk/?show=late"},
    )

    assert answer.status_code == 409
    assert "之后 ·" not in answer.text
