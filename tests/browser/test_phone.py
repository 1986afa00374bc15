"""My work on a phone: bands and marks go over the whole of what they stand for."""

from playwright.sync_api import Locator, Page

from tests.browser.walks import PHONE, sign_in


def width(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["width"]


def test_the_band_over_a_group_is_as_wide_as_the_list(page: Page) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    sign_in(page, "lin")
    band, table = page.locator(".work tr.group th").first, page.locator(".work table")

    assert width(band) == width(table)


def test_what_is_late_is_marked_from_top_to_bottom(page: Page) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    sign_in(page, "lin")
    late = page.locator(".work tr.late").first

    assert "inset" in late.evaluate("row => getComputedStyle(row).boxShadow")
