"""How the tests walk through the desk."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

CAST = (
    "zhou",
    "gao",
    "zhao",
    "lin",
    "li",
    "guan",
)  # site lead, policy, supervisor, coordinator, liaison, administrator
WALKS = (*((login, "zh") for login in CAST), ("gao", "en"), ("zhao", "en"), ("li", "en"), ("guan", "en"))
SCREENS = PHONE, TABLET, DESK = (390, 844), (768, 1024), (1280, 800)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
WORDS = "h1, h2, th, label, button, summary, nav.side, .tile, .chip, option, .head, .btn"


def sign_in(page: Page, login: str) -> None:
    """Be one of the demo's people, by one click; in Chinese, whatever an earlier test chose."""
    page.goto("/sign-in")
    with page.expect_navigation():
        page.locator(f"form:has(input[name=login][value={login}])").get_by_role("button").click()
    speak(page, "zh")


def speak(page: Page, language: str) -> None:
    """Read the desk in this language from now on."""
    button = page.get_by_role("button", name={"en": "English", "zh": "中文"}[language])
    if button.is_visible():
        with page.expect_navigation():
            button.click()


def pages(page: Page) -> list[str]:
    """Everything this person can reach from the menu; every tab of one case, also on the last day there is; and one message."""
    found = [link.get_attribute("href") or "" for link in page.locator("nav.side a").all()]
    if "/ladders" in found:
        page.goto("/ladders")
        found.append(page.locator("main td a").first.get_attribute("href") or "")
    if "/cases" in found:
        page.goto("/cases")
        case = page.locator("main td a").first.get_attribute("href") or ""
        page.goto(f"{case}?tab=history")
        first = page.locator("#from").get_attribute("min")
        found += [case, *(link.get_attribute("href") or "" for link in page.locator("nav.tabs a").all()[1:])]
        found += [f"{case}?as_of=2099-12-31", f"{case}?tab=history&from={first}&to=2099-12-31", "/delivery/tomorrow"]
        page.goto("/delivery")
        found += [link.get_attribute("href") or "" for link in page.locator("main td.wide a").all()[:1]]
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page looked like. ``too_wide`` are the screens it scrolls sideways on, ``words`` what it says of itself."""

    href: str
    title: str
    headings: int
    too_wide: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """All pages of one person, and what the browser complained of on the way."""

    login: str
    language: str
    seen: tuple[Seen, ...]
    complaints: tuple[str, ...]


_WALKED: list[Walk] = []


def walks(page: Page, complaints: list[str]) -> list[Walk]:
    """Walk through all pages of everybody; once, however many tests ask."""
    if not _WALKED:
        _WALKED.extend([_walk(page, complaints, login, language) for login, language in WALKS])
    return _WALKED


def _walk(page: Page, complaints: list[str], login: str, language: str) -> Walk:
    sign_in(page, login)
    speak(page, language)
    complaints.clear()
    seen = tuple(_look(page, href) for href in pages(page))
    page.wait_for_load_state("networkidle")  # the icon is asked for last
    return Walk(login, language, seen, tuple(complaints))


def _look(page: Page, href: str) -> Seen:
    page.goto(href)
    too_wide = []
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        needed, given = page.evaluate(WIDTHS)
        too_wide += [width] if needed > given else []
    headings = page.get_by_role("heading", level=1).count()
    return Seen(href, page.title(), headings, tuple(too_wide), tuple(page.locator(WORDS).all_inner_texts()))


def step(page: Page, title: str) -> Locator:
    """The row of a step on the page of its case."""
    return page.locator("tr", has=page.get_by_text(title, exact=True))
