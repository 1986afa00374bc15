"""My work in the browser: a row does its work in place and takes it back, and nothing of it shuts anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.walks import DESK, PHONE, WIDTHS, sign_in


def unfold(page: Page) -> None:
    """Unfold the first late row."""
    page.goto("/")
    with page.expect_navigation():
        page.locator(".work tr.late .row-acts a").first.click()


def acknowledge(page: Page) -> None:
    """Acknowledge the step of the unfolded row, whatever was done with it before."""
    form = page.locator("tr.unfolded details.act", has=page.locator("form[action*='/acts/acknowledge']"))
    form.locator("summary").click()
    with page.expect_navigation():
        form.locator("button.primary").click()


def test_a_row_is_acknowledged_in_place_and_that_is_taken_back(page: Page) -> None:
    sign_in(page, "lin")
    unfold(page)
    acknowledge(page)
    said = page.locator(".chip.just").first
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("已办：知悉")

    with page.expect_navigation():
        said.get_by_role("button", name="撤回").click()
    expect(page.locator(".chip.just").first).to_contain_text("已办：撤回")
    expect(page.locator("tr.unfolded form[action*='/acts/acknowledge']")).to_have_count(1)


def test_a_day_of_the_strip_narrows_the_list(page: Page) -> None:
    sign_in(page, "lin")
    day = page.locator(".strip a").first
    count = day.inner_text()
    with page.expect_navigation():
        day.click()

    expect(page.locator(".work tbody tr[id]")).to_have_count(int(count))


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_unfolded_it_is_open_to_everybody_and_never_too_wide(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, "lin")
    unfold(page)
    page.evaluate("document.querySelectorAll('tr.unfolded details').forEach(one => one.open = true)")
    wide, room = page.evaluate(WIDTHS)

    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert wide <= room


@pytest.mark.parametrize("path", ["/queue", "/since"])
def test_its_lists_are_open_to_everybody(page: Page, path: str) -> None:
    sign_in(page, "lin")
    page.goto(path)

    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
