"""The pages of the standards: which there are, and one of them clause by clause."""

import pytest

from tests.web.conftest import Desk


def test_the_standards_are_on_the_menu_with_their_counts(desk: Desk) -> None:
    page = desk("lin").get("/standards").text

    assert 'href="/standards/CN-ADV-2026-34"' in page
    assert "24 项、68 条通用条款、6 条加分条款、22 条单项条款" in page


def test_a_standard_shows_what_it_looks_for_and_how_it_is_measured(desk: Desk) -> None:
    page = desk("lin").get("/standards/CN-ADV-2026-34").text

    assert "单笔最高罚款 ≤ 50,000 元；单笔最高罚款占进出口总值之比 ≤ 0.01%" in page
    assert "资产负债率 ≤ 85%（生产型）、≤ 75%（非生产型）" in page
    assert "流动资产合计 ÷ 流动负债合计" in page


@pytest.mark.parametrize(
    ("key", "said"),
    [("CN-ADV-2026-34", "没有一条“不达标”"), ("CN-ADV-2022-106", "20–30"), ("CN-2014-82", "条款文本未见")],
)
def test_a_standard_says_what_is_not_known_of_it(desk: Desk, key: str, said: str) -> None:
    page = desk("lin").get(f"/standards/{key}").text

    assert said in page
    assert "待核" in page


def test_a_standard_that_does_not_exist_is_a_page_that_does_not_exist(desk: Desk) -> None:
    assert desk("lin").get("/standards/CN-ADV-1999-1").status_code == 404


def test_nobody_reads_standards_who_is_not_signed_in(desk: Desk) -> None:
    assert desk("").get("/standards", follow_redirects=False).headers["location"].startswith("/sign-in")
