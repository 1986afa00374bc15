"""责任时钟 on the pages: per step and stay on the case page, per lane and card on the board, in my work."""

import re

from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.test_desk import NO, token


def asked(client: TestClient) -> TestClient:
    """The commerce department has been asked, ten working days after the case was opened."""
    sent = {"step": "intent", "input.party": "tax", "input.question": "有无欠税？", "csrf": token(client)}
    assert client.post(f"/cases/{NO}/acts/ask-party", data=sent).status_code == 200
    return client


def test_a_step_and_a_stay_tell_whose_working_days_they_took(desk: Desk) -> None:
    page = asked(desk("lin")).get(f"/cases/{NO}").text

    assert "海关 10 个工作日" in page
    assert "责任时钟" in page
    assert "逐段明细" in page


def test_a_bar_is_a_picture_with_its_numbers_as_its_name(desk: Desk) -> None:
    page = desk("lin").get("/board").text
    bar = re.search(r'<svg class="held" viewBox="0 0 (\d+) 1"[^>]+role="img" aria-label="([^"]+)">', page)

    assert bar
    assert bar.groups() == ("10", "海关 10 个工作日")


def test_the_board_says_the_same_in_a_table_and_on_the_cards(desk: Desk) -> None:
    page = desk("lin").get("/board").text

    in_hand = r'<small><a href="/cases\?stage=screening&amp;holder=customs">在手 1 件</a></small>'
    assert re.search(rf'<td>初筛评估</td>\s*<td class="num">\s*10\s*{in_hand}\s*</td>\s*<td class="num">10</td>', page)
    assert "已 10 个工作日" in page


def test_my_work_tells_how_long_the_other_side_has_held_it(desk: Desk) -> None:
    page = desk("lin").get("/").text

    assert re.search(r"商务部门\s*<small>已 10 个工作日</small>", page)
