"""All pages of the menu, for every role of the demo, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from jobs.demo.cast import PEOPLE, SITES, enterprises
from jobs.demo.life import QUESTION
from jobs.demo.problems import asked
from tests.browser.walks import DESK, PHONE, pages, sign_in, walks

HAN = re.compile(r"[\u4e00-\u9fff]+")
# What people typed or the site is called: data is not translated.
DATA = {person.name for person in PEOPLE} | {one.name for one in enterprises()} | set(SITES.values()) | {"中文"}
DATA |= {one.text for one in asked()} | {QUESTION}


def test_every_page_opens_without_a_complaint(page: Page, complaints: list[str]) -> None:
    assert [(one.login, one.complaints) for one in walks(page, complaints) if one.complaints] == []


def test_no_page_scrolls_sideways(page: Page, complaints: list[str]) -> None:
    wide = [(walk.login, one.href, one.too_wide) for walk in walks(page, complaints) for one in walk.seen]

    assert [one for one in wide if one[2]] == []


def test_every_page_has_one_first_heading(page: Page, complaints: list[str]) -> None:
    found = {(one.href, one.headings) for walk in walks(page, complaints) for one in walk.seen}

    assert [href for href, headings in found if headings != 1] == []


def test_every_page_has_a_title_of_its_own(page: Page, complaints: list[str]) -> None:
    for walk in walks(page, complaints):
        titles = {one.href.partition("?")[0]: one.title for one in walk.seen}
        assert len(set(titles.values())) == len(titles)


def test_in_english_no_page_has_chinese_but_data(page: Page, complaints: list[str]) -> None:
    left = []
    for one in (one for walk in walks(page, complaints) if walk.language == "en" for one in walk.seen):
        text = "\n".join(one.words)
        for known in sorted(DATA, key=len, reverse=True):
            text = text.replace(known, "")
        left += [(one.href, found) for found in HAN.findall(text)]

    assert left == []


@pytest.mark.parametrize(("login", "size"), [("zhao", DESK), ("lin", PHONE), ("guan", DESK), ("gao", PHONE)])
def test_every_page_is_open_to_everybody(page: Page, login: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, login)
    barriers = []
    for href in pages(page):
        page.goto(href)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for found in Axe().run(page).response["violations"]:
            barriers += [f"{href}: {found['id']}: {node['html'][:200]}" for node in found["nodes"][:2]]

    assert barriers == []


def test_the_sign_in_page_is_open_to_everybody(page: Page) -> None:
    page.goto("/sign-in")

    assert [found["id"] for found in Axe().run(page).response["violations"]] == []


def test_a_page_that_does_not_exist_says_so_in_words(page: Page) -> None:
    sign_in(page, "lin")
    answer = page.goto("/cases/RZ-1999-0001")

    assert answer is not None
    assert (answer.status, page.get_by_role("heading", level=1).inner_text()) == (404, "没有这个页面")
