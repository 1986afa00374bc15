"""A morning at the demo site, in the browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walks import sign_in, step
from tests.documents.tables import HEADER, ONE, csv, xlsx

KEY = re.compile(r"\b[a-z]+(?:[-_][a-z]+)+\b|[「“][a-z]+[」”]")  # internal-control, 「finance」


def complete(page: Page, title: str, note: str) -> None:
    """Fill the form that completes a step, and send it."""
    form = step(page, title).locator("details.act", has=page.locator("form[action*='/complete-step']"))
    form.locator("summary").click()
    for field in form.locator("[required]").all():
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(index=1)
        else:
            field.fill("2026-01-05" if field.get_attribute("type") == "date" else "1")
    form.locator("[name=reason]").fill(note)
    form.locator("button.primary").click()


def first_to_complete(page: Page) -> str:
    """Go to the first work that can be completed once its papers are there, and attach them; the title of that step."""
    page.goto("/")
    links = [link.get_attribute("href") or "" for link in page.locator("td a:has(b)").all()]
    for link in links:
        page.goto(link)
        row = page.locator(f"tr[id='{link.partition('#')[2]}']")
        papers = row.locator("select[name='input.kind'] option:not([value=''])")
        for kind in [one.get_attribute("value") or "" for one in papers.all()]:
            attach(page, row, kind)
        if row.locator("form[action*='/complete-step']").count():
            return row.locator("td b").first.inner_text()
    raise AssertionError("nothing can be completed")


def attach(page: Page, row: Locator, kind: str) -> None:
    """Attach a paper of this kind to the step in ``row``."""
    form = row.locator("details.act", has=page.locator("form[action*='/attach-evidence']"))
    if not form.locator("summary").first.is_visible():
        row.locator("details.more > summary").click()
    form.locator("summary").first.click()
    form.locator("input[type=file]").set_input_files(
        {"name": "记录.txt", "mimeType": "text/plain", "buffer": kind.encode()}
    )
    form.locator("select[name='input.kind']").select_option(kind)
    with page.expect_navigation():
        form.locator("button.primary").click()  # a field for files is a button too


def upload(page: Page, content: bytes, button: str, name: str = "名单.csv") -> None:
    """Send a roster by the form of the enterprises page."""
    page.goto("/enterprises")
    page.get_by_text("导入名单").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name=button).click()


def test_one_click_signs_the_coordinator_in(page: Page) -> None:
    sign_in(page, "lin")

    expect(page.get_by_role("heading", level=1)).to_have_text("林晓岚，您好")


def test_my_work_shows_what_is_late(page: Page) -> None:
    sign_in(page, "lin")

    expect(page.locator("tr.late .chip.late").first).to_contain_text("逾期")


def test_a_late_item_leads_to_its_step(page: Page) -> None:
    sign_in(page, "lin")
    title = page.locator("tr.late td b").first.inner_text()
    page.locator("tr.late td a").first.click()

    expect(page.locator("tr:target")).to_contain_text(title)


def test_a_completed_step_stands_in_the_history(page: Page) -> None:
    sign_in(page, "lin")
    title = first_to_complete(page)
    complete(page, title, "电话确认过")
    page.get_by_label("案件内容").get_by_role("link", name="历史").click()

    entry = page.locator(".log li", has_text="电话确认过")
    expect(entry).to_contain_text(title)


def test_a_completed_step_is_shown_as_done(page: Page) -> None:
    sign_in(page, "chen")
    title = first_to_complete(page)
    complete(page, title, "已核对")

    expect(step(page, title).first.locator("td").last).to_have_text("已完成")


def test_a_step_that_cannot_be_completed_says_why(page: Page) -> None:
    sign_in(page, "lin")
    page.locator("tr.late td a").first.click()
    why = page.locator("tr:target details", has_text="为什么还不能完成")
    why.locator("summary").click()

    expect(why).to_contain_text(re.compile("还缺材料：[\u4e00-\u9fff]"))


def test_the_supervisor_sees_five_lanes(page: Page) -> None:
    sign_in(page, "zhao")
    page.get_by_role("link", name="阶段看板").click()

    assert page.locator(".lane h2").all_inner_texts() == ["初筛评估", "量身辅导", "模拟认证", "实地认证", "后续跟踪"]


def test_a_number_on_the_board_opens_its_list(page: Page) -> None:
    sign_in(page, "zhao")
    page.goto("/board")
    lane = page.locator(".lane").first
    count = int(lane.locator("header b").inner_text())
    lane.locator("header a").click()

    expect(page.locator("main tbody tr")).to_have_count(count)


def test_an_enterprise_is_found_by_the_initials_of_its_name(page: Page) -> None:
    sign_in(page, "lin")
    page.goto("/enterprises")
    page.get_by_role("searchbox", name="搜索企业").fill("rzcwhz")
    page.keyboard.press("Enter")

    expect(page.locator("main td b")).to_have_text(["日照澄湾海藻有限公司"])


def test_the_slash_key_leads_to_the_search(page: Page) -> None:
    sign_in(page, "lin")
    page.keyboard.press("/")

    expect(page.locator("#search")).to_be_focused()


def test_a_wrong_row_of_a_roster_is_told_with_its_column(page: Page) -> None:
    sign_in(page, "lin")
    upload(page, csv([HEADER, ("123", "坏行水产", "")]), "导入")

    cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert [cells[0], cells[2], cells[3]] == ["2", "统一社会信用代码", "123 有 3 位，应为 18 位"]


def test_a_roster_looked_at_first_is_not_written(page: Page) -> None:
    sign_in(page, "lin")
    upload(page, csv([HEADER, (ONE, "只是看看有限公司", "")]), "先看结果")
    page.goto("/enterprises?search=只是看看")

    expect(page.get_by_text("没有找到企业。")).to_be_visible()


def test_an_imported_enterprise_is_found(page: Page) -> None:
    sign_in(page, "lin")
    upload(page, xlsx([HEADER, (ONE, "新来水产有限公司", "")]), "导入", "名单.xlsx")
    page.goto("/enterprises?search=xlsc")

    expect(page.locator("main td b")).to_have_text(["新来水产有限公司"])


def test_a_program_sent_as_a_roster_is_refused_in_words(page: Page) -> None:
    sign_in(page, "lin")
    upload(page, b"MZ\x90\x00\x03\x00\x00\x00" * 20, "导入", "名单.xlsx")

    expect(page.get_by_role("main")).to_contain_text("名单.xlsx 不是 Excel 文件")


def test_the_inbox_tells_what_is_late(page: Page) -> None:
    sign_in(page, "lin")
    page.get_by_role("link", name="消息").first.click()

    expect(page.locator(".log li").first).to_contain_text("工作日")


@pytest.mark.parametrize("stage", ["guidance", "mock-audit", "onsite"])
def test_no_key_of_the_rulebook_is_shown_on_a_case(page: Page, stage: str) -> None:
    sign_in(page, "zhou")
    page.goto(f"/cases?stage={stage}")
    page.locator("main td a").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    assert KEY.findall(page.get_by_role("main").inner_text()) == []
