"""An assessment filled in by keyboard, saved as one goes, and read by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.walks import DESK, PHONE, WIDTHS, sign_in


@pytest.fixture
def assessed(page: Page) -> Page:
    """A self-assessment of one of Lin's open cases, at its first section."""
    sign_in(page, "lin")
    page.goto("/cases?coordinator=lin")
    for href in [link.get_attribute("href") or "" for link in page.locator("main td a").all()]:
        page.goto(f"{href}/assessments")
        if page.locator("#kind").count():
            break
    running = page.locator("tr", has_text="企业自评").filter(has_text="进行中").locator("td a")
    if running.count():
        running.first.click()
    else:
        page.locator("#kind").select_option("self")
        page.get_by_role("button", name="开始评估").click()
    page.wait_for_selector("form#answers")
    return page


def test_a_section_is_scored_by_as_many_keys_as_it_has_clauses(assessed: Page, complaints: list[str]) -> None:
    rows = assessed.locator("tr[data-clause]").count()
    for _ in range(rows):
        assessed.keyboard.press("1")
    expect(assessed.locator(".sections b").first).to_have_text(str(rows))
    assessed.reload()

    assert assessed.locator("input[type=radio]:checked").count() == rows
    assert complaints == []


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_assessment_is_open_to_everybody_and_not_too_wide(assessed: Page, size: tuple[int, int]) -> None:
    assessed.set_viewport_size({"width": size[0], "height": size[1]})
    assessed.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    needed, given = assessed.evaluate(WIDTHS)

    assert needed <= given
    assert [found["id"] for found in Axe().run(assessed).response["violations"]] == []
