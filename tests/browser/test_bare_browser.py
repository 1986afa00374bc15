"""A browser that runs no scripts, and a desk that runs no strange ones."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_morning import complete, first_to_complete
from tests.browser.walks import sign_in

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)


@without_scripts
def test_a_step_is_completed_without_scripts(page: Page) -> None:
    sign_in(page, "zhang")
    title = first_to_complete(page)
    complete(page, title, "没有脚本")
    page.locator(".tabs a", has_text="历史").click()

    expect(page.locator(".log li", has_text="没有脚本")).to_contain_text(title)


@without_scripts
def test_the_language_changes_without_scripts(page: Page) -> None:
    sign_in(page, "sun")
    page.get_by_role("button", name="English").click()
    words = page.locator("nav.side a").first.inner_text()
    page.get_by_role("button", name="中文").click()

    assert words == "My work"


@without_scripts
def test_signing_out_works_without_scripts(page: Page) -> None:
    sign_in(page, "qiu")
    page.get_by_role("button", name="退出").click()
    page.goto("/cases")

    expect(page.locator("#password")).to_be_visible()


def note(page: Page, words: str) -> None:
    """Note something on the first case."""
    sign_in(page, "lin")
    page.locator("td a").first.click()
    form = page.locator("aside details", has=page.locator("form[action$='/note']"))
    form.locator("summary").click()
    form.locator("input[name='input.text']").fill(words)
    form.locator("button.primary").click()


def test_a_note_with_markup_is_shown_as_text(page: Page) -> None:
    note(page, HOSTILE)
    page.locator(".tabs a", has_text="沟通").click()

    expect(page.locator("main .log").first).to_contain_text(HOSTILE)


def test_a_note_with_markup_runs_nothing(page: Page, complaints: list[str]) -> None:
    note(page, HOSTILE)

    assert (page.title() == "taken", complaints) == (False, [])


def test_a_script_put_into_a_page_is_not_run(page: Page, complaints: list[str]) -> None:
    sign_in(page, "lin")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: \"document.title='taken'\"}))"
    )

    assert page.title() != "taken"
    assert any("Content Security Policy" in one for one in complaints)
