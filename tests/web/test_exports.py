"""Lists to take along: every list that is offered, as XLSX and CSV, with the rows of the page and all of them."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response
from python_calamine import CalamineWorkbook

from actions.mute import mute
from actions.open_case import open_case
from actions.raise_problem import raise_problem
from actions.record_absence import record_absence
from actions.record_memorandum import record_memorandum
from actions.record_qualification import record_qualification
from cases import rights
from documents import roster
from jobs.import_roster import import_roster
from jobs.sweep import sweep
from models.people import HOST, Person
from models.vocabulary import Role
from store import caselist, enterprises, files, inbox, people
from store.database import Database
from store.enterprises import RosterRow
from store.files import StoredFile
from tests.builders_problems import REFUND
from tests.builders_store import uscc
from tests.jobs.conftest import USCC, ZONE
from tests.web import audits
from tests.web.conftest import NOW, Desk
from web.exports import EXPORTS
from web.exports.taking import Kind

NO = "RZ-2026-0001"
CALLED, NOT = ("0633-8280000", "w@example.com"), ("", "")
STANDARD = "CN-ADV-2026-34"
LISTS = {
    "/cases": "zhao", "/work": "lin", "/agenda": "zhao", "/benefits": "zhao", "/pictures/backlog": "zhao",
    "/pictures/durations": "zhao", "/pictures/ages": "zhao", "/pictures/held": "zhao", "/enterprises": "lin", "/people": "bao",
    "/absences": "zhao", "/mutes": "zhao", "/qualifications": "bao", "/delivery": "zhao", "/delivery/tomorrow": "zhao",
    "/problems": "lin", "/memoranda": "lin", "/board/done": "zhao",
    "/inbox": "lin", "/standards": "lin", f"/standards/{STANDARD}/clauses": "lin", f"/standards/{STANDARD}/weak": "lin",
    "/ladders": "zhao", f"/cases/{NO}/steps": "lin", f"/cases/{NO}/assessments": "lin", f"/cases/{NO}/findings": "lin",
    f"/cases/{NO}/papers": "lin", f"/cases/{NO}/journal": "lin",
    f"/cases/{NO}/requests": "lin",
}  # fmt: skip
"""Every list, with somebody who may see it."""
EMPTY = {"/benefits", "/board/done", f"/standards/{STANDARD}/weak"}  # nothing to tell of a case that has only begun
PAGES = {
    "/work": "/",
    "/agenda": "/board",
    "/mutes": "/delivery",
    f"/cases/{NO}/assessments": f"/cases/{NO}?tab=diagnosis",
    f"/cases/{NO}/findings": f"/cases/{NO}?tab=findings",
    f"/cases/{NO}/papers": f"/cases/{NO}?tab=files",
    f"/cases/{NO}/journal": f"/cases/{NO}?tab=history",
    f"/cases/{NO}/requests": f"/cases/{NO}?tab=requests",
}


def rows_of(answer: Response) -> list[list[str]]:
    """The rows of a CSV, its header first."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def sheet_of(answer: Response) -> list[list[Any]]:
    """The rows of the first sheet of an XLSX, its header first."""
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def column(answer: Response, title: str) -> list[str]:
    header, *rows = rows_of(answer)
    return [row[header.index(title)] for row in rows]


@pytest.fixture
def busy(office: Database, desk: Desk) -> Database:
    """The office after a day on which something of every kind happened."""
    with office.writing() as tx:
        audits.act(tx, NO, "put-on-agenda", "", HOST, NOW, reason="=1+1")
        audits.act(tx, NO, "open-assessment", "", HOST, NOW, kind="self")
        audits.act(tx, NO, "raise-finding", "", HOST, NOW, text="台账缺页", severity="minor", due_on="2026-12-01")
        audits.act(tx, NO, "ask-party", "look-back", HOST, NOW, party="tax", question="有无欠税？")
        files.remember(tx, StoredFile("a" * 64, 3, "text/plain"), HOST.login, NOW)
        paper: dict[str, Any] = {"file": {"sha256": "a" * 64, "name": "台账.txt"}, "kind": "annual_report"}
        audits.act(tx, NO, "attach-evidence", "intent", HOST, NOW, **paper)
        zhao, bao = people.get(tx, "zhao"), people.get(tx, "bao")
        held = {"site": "RZ", "holder": "lin", "kind": "enterprise_certification", "no": "A-1"}
        first, last = date(2026, 11, 20), date(2026, 12, 1)
        record_qualification(tx, **held, valid_from=first, valid_to=last, actor=bao, now=NOW)
        away = {"substitute": "zhao", "note": ""}
        record_absence(tx, "lin", **away, first_on=first, last_on=last, actor=zhao, now=NOW, zone=ZONE)
        about = {"no": NO, "step": "", "uscc": "", "site": "", "reason": "待回复"}
        mute(tx, **about, until=last, actor=zhao, now=NOW, zone=ZONE)
        asked: dict[str, Any] = {"site": "RZ", "enterprise": USCC, **REFUND}
        raise_problem(tx, **asked, actor=people.get(tx, "lin"), now=NOW, zone=ZONE)
        record_memorandum(
            tx, site="RZ", title="关税合作备忘录", signed_on=date(2026, 11, 2), until=None, parties=("tax",), actor=zhao,
            now=NOW, zone=ZONE,
        )  # fmt: skip
        inbox.tell(tx, "lin", "notice.channel_off", {"channel": "email", "because": "refused"}, NOW)
    sweep(office, NOW, ZONE)
    return office


def test_every_list_is_given_alike_as_xlsx_and_csv(desk: Desk, busy: Database) -> None:
    heads, lengths = {}, {}
    for path, login in LISTS.items():
        header, *rows = rows_of(desk(login).get(f"{path}.csv"))
        sheet = sheet_of(desk(login).get(f"{path}.xlsx"))
        heads[path], lengths[path] = (header, sheet[0]), (len(rows), len(sheet) - 1)

    assert {path: both for path, both in heads.items() if both[0] != both[1]} == {}
    assert {path: both for path, both in lengths.items() if both[0] != both[1]} == {}
    assert {path for path, both in lengths.items() if not both[0]} == EMPTY


def test_a_list_has_the_same_columns_in_english(desk: Desk, busy: Database) -> None:
    chinese = {path: rows_of(desk(login).get(f"{path}.csv"))[0] for path, login in LISTS.items()}
    with busy.writing() as tx:
        for login in set(LISTS.values()):
            people.change(tx, replace(people.get(tx, login), language="en"))
    english = {path: rows_of(desk(login).get(f"{path}.csv"))[0] for path, login in LISTS.items()}

    assert {path: len(heads) for path, heads in english.items()} == {path: len(one) for path, one in chinese.items()}
    assert [path for path, heads in english.items() if re.search(r"[\u4e00-\u9fff]", "".join(heads))] == []


def test_no_list_is_left_out_of_these_tests() -> None:
    offered = {route.path for one in EXPORTS for route in one.router.routes if isinstance(route, APIRoute)}
    tried = {path.replace(NO, "{no}").replace(STANDARD, "{key}") + ".{kind}" for path in LISTS}

    assert offered == tried


def test_the_page_of_a_list_offers_both(desk: Desk, busy: Database) -> None:
    silent = []
    for path, login in LISTS.items():
        page = PAGES.get(path) or re.sub(r"/(clauses|steps|backlog|durations|ages|held)$", "", path)
        shown = "" if path in EMPTY else desk(login).get(page).text
        silent += [f"{path}.{kind}" for kind in Kind if f'href="{path}.{kind}' not in shown and path not in EMPTY]

    assert silent == []


def test_the_register_of_problems_is_taken_along_as_it_is_narrowed(desk: Desk, busy: Database) -> None:
    lin = desk("lin")

    assert column(lin.get("/problems.csv?state=open"), "问题") == [REFUND["text"]]
    assert column(lin.get("/problems.csv?state=answered"), "问题") == []
    assert column(desk("qiu").get("/problems.csv"), "问题") == []


def test_a_list_is_taken_along_by_nobody_who_is_not_signed_in(desk: Desk) -> None:
    answers = [desk("").get(f"{path}.csv", follow_redirects=False) for path in LISTS]

    assert {(one.status_code, one.headers["location"].split("?")[0]) for one in answers} == {(303, "/sign-in")}


@pytest.mark.parametrize("path", ["/people", "/qualifications"])
def test_a_list_is_no_ones_whose_page_it_is_not(desk: Desk, path: str) -> None:
    assert desk("lin").get(f"{path}.csv").status_code == desk("lin").get(path).status_code == 404


def test_a_list_of_a_case_is_not_another_sites(desk: Desk) -> None:
    assert desk("qiu").get(f"/cases/{NO}/journal.csv").status_code == 404


def test_a_list_of_cases_holds_none_of_another_site(desk: Desk) -> None:
    assert column(desk("qiu").get("/cases.csv"), "案号") == []


def test_there_is_no_third_form(desk: Desk) -> None:
    assert desk("zhao").get("/cases.pdf").status_code == 422


def test_a_list_has_every_row_of_the_pages_query(desk: Desk, office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.exports.cases.AT_ONCE", 2)
    cases_of_lin(office, 5)
    with office.reading() as tx:
        scope = rights.readable(people.get(tx, "zhao"))
        found = caselist.listing(tx, scope, NOW.date(), is_closed=False, limit=1000).items

    assert column(desk("zhao").get("/cases.csv"), "案号") == [one.no for one in found]
    assert len(found) == 6


def test_a_list_is_narrowed_as_its_page_is(desk: Desk, office: Database) -> None:
    cases_of_lin(office, 3)
    page = desk("zhao").get("/cases?search=第 2 家").text
    address = re.findall(r'href="(/cases\.csv[^"]*)"', page)[0].replace("&amp;", "&")

    assert column(desk("zhao").get(address), "企业") == ["第 2 家"]


def test_a_page_further_on_offers_the_whole_list(desk: Desk, office: Database) -> None:
    cases_of_lin(office, 60)
    page = desk("zhao").get("/cases").text
    further = re.findall(r'href="(\?[^"]*cursor[^"]*)"', page)[0].replace("&amp;", "&")

    assert "cursor" not in re.findall(r'href="(/cases\.csv[^"]*)"', desk("zhao").get(f"/cases{further}").text)[0]


def test_nothing_is_taken_along_of_a_day_gone_by(desk: Desk) -> None:
    assert "导出" not in desk("lin").get(f"/cases/{NO}?tab=history&as_of=2026-11-10").text


def test_a_file_is_called_after_its_list_its_site_and_the_day(desk: Desk) -> None:
    assert saved_as(desk("zhao").get("/cases.xlsx")) == "案件-RZ-2026-11-16.xlsx"


def test_a_file_of_a_case_is_called_after_the_case(desk: Desk) -> None:
    assert saved_as(desk("zhao").get(f"/cases/{NO}/journal.csv")) == f"历史-{NO}-2026-11-16.csv"


def test_what_somebody_wrote_is_no_formula(desk: Desk, busy: Database) -> None:
    assert column(desk("zhao").get("/agenda.csv"), "缘由") == ["'=1+1"]


def test_enterprises_taken_along_can_be_brought_in_again(desk: Desk, office: Database) -> None:
    row = RosterRow(uscc(5), "无案水产有限公司", contact="王", phone="+86 633 828", email="w@example.com")
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [row], NOW)
    entries = roster.read(desk("zhao").get("/enterprises.csv?search=wasc").content).entries

    assert [(one.uscc, one.name, one.phone, one.email) for one in entries] == [
        (row.uscc, row.name, row.phone, row.email)
    ]


@pytest.mark.parametrize(("login", "calls"), [("lin", [CALLED, NOT]), ("zhao", [CALLED] * 2), ("guo", [NOT] * 2)])
def test_whom_to_call_is_for_those_who_see_it_on_the_page(
    desk: Desk, office: Database, login: str, calls: list[tuple[str, str]]
) -> None:
    with office.writing() as tx:
        people.add(tx, Person("guo", "郭", Role.SITE_LEAD, "RZ"), NOW)
        enterprises.upsert(tx, "RZ", [called(USCC, "测试水产有限公司"), called(uscc(5), "无案水产有限公司")], NOW)
    rows = rows_of(desk(login).get("/enterprises.csv"))

    told = {row[0]: (row[rows[0].index("电话")], row[rows[0].index("邮箱")]) for row in rows[1:]}
    assert [told[USCC], told[uscc(5)]] == calls


def test_what_was_not_told_stays_when_it_is_brought_in_again(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [called(uscc(5), "无案水产有限公司")], NOW)
        lin = people.get(tx, "lin")
    taken = desk("lin").get("/enterprises.csv?search=wasc").content
    report = import_roster(office, taken, site="RZ", actor=lin, now=NOW)

    assert [row.status for row in report.rows] == ["same"]


def called(code: str, name: str) -> RosterRow:
    return RosterRow(code, name, contact="王", phone=CALLED[0], email=CALLED[1])


def cases_of_lin(office: Database, count: int) -> None:
    with office.writing() as tx:
        for number in range(count):
            enterprises.upsert(tx, "RZ", [RosterRow(uscc(number), f"第 {number} 家")], NOW)
            open_case(
                tx,
                site="RZ",
                enterprise=uscc(number),
                process="aeo-advanced",
                coordinator="lin",
                actor=HOST,
                now=NOW,
                zone=ZONE,
            )


def saved_as(answer: Response) -> str:
    return unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
