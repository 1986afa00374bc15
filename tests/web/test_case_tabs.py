"""The tabs of the case page: real links, each with what it is about, now and as of a day."""

import re

import pytest
from starlette.testclient import TestClient

from actions.perform import perform
from jobs.fill_assessment import fill
from jobs.sweep import sweep
from models.people import HOST
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk
from web.pages.case_tabs import Tab

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"


def do(office: Database, act: str, *, step: str = "", reason: str = "", **inputs: str) -> None:
    with office.writing() as tx:
        perform(tx, act, NO, actor=HOST, now=NOW, zone=ZONE, step=step, inputs=inputs, reason=reason)


def tab(client: TestClient, name: str, more: str = "") -> str:
    """What stands in the middle of a tab."""
    return client.get(f"{CASE}?tab={name}{more}").text.split('class="card tabs"')[1].split("<aside")[0]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# the tabs ----------------------------------------------------------------------------------------------------------------


def test_every_tab_is_a_link_and_one_of_them_is_here(desk: Desk) -> None:
    links = re.findall(
        r'<a href="([^"]+)"( aria-current="page")?>([^<]+?)\s*(?:<small>|</a>)', tab(desk("lin"), "files")
    )

    assert [href for href, _, _ in links[:7]] == [CASE, *(f"{CASE}?tab={one}" for one in list(Tab)[1:])]
    assert [title for _, here, title in links[:7] if here] == ["资料"]


@pytest.mark.parametrize("name", ["", "steps", "nonsense"])
def test_without_a_tab_that_there_is_the_steps_are_shown(desk: Desk, name: str) -> None:
    assert 'id="intent"' in tab(desk("lin"), name)


@pytest.mark.parametrize("name", list(Tab)[1:])
def test_another_tab_shows_no_steps_but_what_can_be_done(desk: Desk, name: str) -> None:
    page = desk("lin").get(f"{CASE}?tab={name}").text

    assert 'id="intent"' not in page
    assert "可以办的事" in page
    assert f'href="{CASE}#intent"' in page


@pytest.mark.parametrize("name", list(Tab))
def test_every_tab_shows_a_day_gone_by(desk: Desk, name: str) -> None:
    page = desk("lin").get(f"{CASE}?tab={name}&as_of=2026-11-10")

    assert page.status_code == 200
    assert "这是 2026-11-10 那天所知的案件" in page.text
    assert f'href="{CASE}?tab=history&amp;as_of=2026-11-10"' in page.text


def test_a_tab_counts_what_lies_there(desk: Desk, office: Database) -> None:
    do(office, "raise-finding", text="台账缺页", severity="minor", due_on="2026-12-01")
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")

    assert re.findall(r"(整改项|问题需求|资料) <small>(\d+)", tab(desk("lin"), "steps")) == [
        ("整改项", "1"),
        ("问题需求", "1"),
    ]


# what each shows ---------------------------------------------------------------------------------------------------------


def test_diagnosis_shows_every_clause_of_the_last_assessment(desk: Desk, office: Database) -> None:
    do(office, "open-assessment", kind="self")
    page = tab(desk("lin"), "diagnosis")

    assert page.count('class="cell blank"') > 50
    assert f'href="{CASE}/assessments/self-1?section=' in page


def test_a_clause_looks_as_bad_as_it_was_rated(desk: Desk, office: Database) -> None:
    do(office, "open-assessment", kind="self")
    answers = {"1": "met", "2": "basically_met", "3": "not_met", "4": "not_applicable"}
    rated = {key: {"rating": one} for key, one in answers.items()}
    assert not fill(office, NO, "self-1", rated, actor=HOST, now=NOW, zone=ZONE).refused
    cells = dict(re.findall(r'class="cell (\w+)" title="[^"]*">(\w+)<', tab(desk("lin"), "diagnosis"))[:5])

    assert list(cells) == ["met", "part", "worst", "aside", "blank"]


def test_a_case_without_an_assessment_says_how_to_begin_one(desk: Desk) -> None:
    assert f'href="{CASE}/assessments">开始评估' in tab(desk("lin"), "diagnosis")


def test_requests_tell_what_was_asked_and_what_was_answered(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    waiting = plain(tab(desk("lin"), "requests"))
    do(office, "record-answer", step="look-back", answer="没有欠税")
    answered = plain(tab(desk("lin"), "requests"))

    assert "有无欠税？ 信用记录回溯查询 税务部门" in waiting
    assert ("1 项待答复" in waiting, "1 项待答复" in answered) == (True, False)
    assert "没有欠税" in answered
    assert "2026-11-16 已答复" in answered


def test_a_question_on_a_step_that_ended_waits_no_more(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    do(office, "waive-step", step="look-back", reason="已在纸面办过")

    assert "步骤已结束，没有答复" in tab(desk("lin"), "requests")


@pytest.mark.parametrize(("act", "state"), [("reject-question", "已退回"), ("revoke-question", "已撤回")])
def test_a_question_that_is_over_without_an_answer_says_how_and_why(
    desk: Desk, office: Database, act: str, state: str
) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    do(office, act, step="look-back", reason="应问财政")
    ended = plain(tab(desk("lin"), "requests"))
    do(office, "ask-party", step="look-back", party="tax", question="真的不归税务？")

    assert f"2026-11-16 {state}" in ended
    assert "应问财政" in ended
    assert plain(tab(desk("lin"), "requests")).count("待答复") == 2  # the new one, and the count of one


def test_a_question_that_was_accepted_still_waits(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    do(office, "accept-question", step="look-back")

    assert "待答复 已受理" in plain(tab(desk("lin"), "requests"))


def test_a_question_whose_asking_was_undone_was_not_asked(desk: Desk, office: Database) -> None:
    do(office, "ask-party", step="look-back", party="tax", question="有无欠税？")
    do(office, "undo")

    assert "有无欠税？" not in tab(desk("lin"), "requests")


def test_talk_is_what_was_noted_and_what_was_sent(desk: Desk, office: Database) -> None:
    do(office, "note", text="电话联系过")
    sweep(office, NOW, ZONE)
    page = plain(tab(desk("lin"), "talk"))

    assert "电话联系过" in page
    assert "林晓岚 今天" in page.split("发出的消息")[1]
    assert "已由更高一级代替" not in page


def test_of_a_day_gone_by_no_message_of_today_is_told(desk: Desk, office: Database) -> None:
    sweep(office, NOW, ZONE)

    assert "发出的消息" not in tab(desk("lin"), "talk", "&as_of=2026-11-10")


def test_the_plan_is_drawn_with_its_table(desk: Desk) -> None:
    page = desk("lin").get(CASE).text.split('id="gantt"')[1].split("</section>")[0]

    assert '<rect class="open"' in page
    assert '<rect class="late"' in page
    assert re.search(
        r"<td>登记培育意向</td>\s*<td class=\"number\">2026-11-02</td><td class=\"number\">2026-11-05</td>", page
    )


# days gone by ------------------------------------------------------------------------------------------------------------


def test_from_a_day_gone_by_one_goes_to_the_change_before_and_after(desk: Desk, office: Database) -> None:
    do(office, "note", text="后来")
    page = desk("lin").get(f"{CASE}?as_of=2026-11-10").text

    assert f'href="{CASE}?as_of=2026-11-02" rel="prev"' in page
    assert f'href="{CASE}?as_of=2026-11-16" rel="next"' in page


def test_every_day_of_a_change_is_a_mark_on_the_line(desk: Desk, office: Database) -> None:
    do(office, "note", text="后来")
    page = desk("lin").get(f"{CASE}?tab=history").text.split('id="timeline"')[1].split("</section>")[0]

    assert re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', page) == [
        (f"{CASE}?tab=history&amp;as_of={day}", day) for day in ("2026-11-02", "2026-11-16")
    ]


def test_two_days_are_compared(desk: Desk, office: Database) -> None:
    do(office, "complete-step", step="intent")
    page = tab(desk("lin"), "history", "&from=2026-11-16&to=2026-11-10")
    rows = [plain(one).split() for one in re.findall(r"<tr>(.*?)</tr>", page.split('id="compare"')[1], re.S)]

    assert rows[0] == ["什么", "哪一项", "2026-11-10", "2026-11-16"]
    assert ["登记培育意向", "状态", "进行中", "已完成"] in rows


def test_two_days_on_which_nothing_happened_are_alike(desk: Desk) -> None:
    assert "什么也没有变" in tab(desk("lin"), "history", "&from=2026-11-03&to=2026-11-10")


@pytest.mark.parametrize(("more", "status"), [("&from=x&to=2026-11-10", 422), ("&from=2020-01-01&to=2026-11-10", 404)])
def test_a_day_that_is_none_or_lay_before_the_case_is_refused(desk: Desk, more: str, status: int) -> None:
    assert desk("lin").get(f"{CASE}?tab=history{more}").status_code == status


def test_seldom_used_fields_of_a_paper_are_folded(desk: Desk) -> None:
    form = desk("lin").get(CASE).text.split(f'action="{CASE}/acts/attach-evidence#look-back"')[1].split("</form>")[0]
    folded = form.split('<details class="further">')[1].split("</details>")[0]

    assert set(re.findall(r'name="input\.(\w+)"', folded)) == {"valid_until", "owner"}
    assert set(re.findall(r'name="input\.(\w+)"', form)) == {"file", "kind", "valid_until", "owner"}
