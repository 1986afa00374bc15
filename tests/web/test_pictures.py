"""图表: every picture with its table, for those who see the cases, and honest about how few they are."""

import re
from dataclasses import replace

from models.people import HOST, Person
from models.vocabulary import Role
from store import people
from store.database import Database
from tests.web import audits
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"


def cells(page: str, card: str) -> list[list[str]]:
    """The rows of the table in one card, as text."""
    section = page.split(f'id="{card}"')[1].split("</section>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", section, re.S)
    return [
        [re.sub(r"<[^>]+>|\s", "", one) for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows
    ]


def test_the_backlog_has_a_point_for_each_of_26_weeks(desk: Desk) -> None:
    header, newest, *earlier = cells(desk("zhao").get("/pictures").text, "backlog")

    assert header == ["截至", "初筛评估", "合计"]
    assert newest == ["11-16", "1", "1"]
    assert (len(earlier), earlier[1]) == (25, ["11-02", "1", "1"])
    assert earlier[2] == ["10-26", "0", "0"]


def test_every_picture_is_told_to_those_who_do_not_see_it(desk: Desk) -> None:
    page = desk("zhao").get("/pictures").text

    assert page.count('role="img"') == len(re.findall(r'<title id="\w+-title">[^<]+</title>', page)) == 3
    assert "2026-05-25 在办 0 件，2026-11-16 在办 1 件" in page


def test_no_picture_is_styled_inline(desk: Desk) -> None:
    assert "style=" not in desk("zhao").get("/pictures").text


def test_where_no_case_left_a_stage_no_duration_is_drawn(desk: Desk) -> None:
    page = desk("zhao").get("/pictures").text

    assert "还没有案件走完过一个阶段" in page
    assert ["初筛评估", "0", "—", "—", "1", "14"] in cells(page, "durations")


def test_a_duration_that_rests_on_few_cases_says_so(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        audits.act(tx, NO, "close-case", "", HOST, NOW, reason="企业不再申请", outcome="withdrawn")
    page = desk("zhao").get("/pictures").text

    assert "样本少：1 件" in page
    assert "n=1</text>" in page


def test_another_sites_cases_are_in_no_picture(desk: Desk) -> None:
    assert "还没有案件" in desk("qiu").get("/pictures").text


def test_another_sites_pictures_are_not_there(desk: Desk) -> None:
    assert desk("zhao").get("/pictures?site=QD").status_code == 404


def test_pictures_are_for_those_who_see_cases(desk: Desk) -> None:
    assert desk("ada").get("/pictures").status_code == 404


def test_who_sees_several_sites_chooses_one(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("gao", "高", Role.POLICY, ""), NOW)
    client = desk("gao")

    assert 'option value="QD"' in client.get("/pictures").text
    assert "还没有案件" in client.get("/pictures?site=QD").text


def test_pictures_speak_english(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.change(tx, replace(people.get(tx, "zhao"), language="en"))

    assert "Backlog over time" in desk("zhao").get("/pictures").text
