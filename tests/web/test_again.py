"""A refused form is shown again: open, filled, with the reasons beside its fields. One way for all forms."""

import re

import pytest
from starlette.testclient import TestClient

from config.invitations import invite
from config.settings import Settings
from config.wiring import App
from store import people
from store.database import Database
from tests.documents.tables import ROWS, csv
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk

NO = "RZ-2026-0001"
CASE = f"/cases/{NO}"
NOTE = "一段写了很久的说明"


def token(client: TestClient) -> str:
    return client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]


def opened(page: str) -> str:
    """The one form that stands open."""
    forms = re.findall(r'<details class="act[^"]*" open>\s*<summary>.*?</form>', page, re.DOTALL)
    assert len(forms) == 1

    return str(forms[0])


def test_what_was_typed_stands_in_the_open_form(desk: Desk) -> None:
    client = desk("zhao")
    sent = {"csrf": token(client), "step": "intent", "input.days": "400", "reason": NOTE}
    answer = client.post(f"{CASE}/acts/extend-deadline", data=sent | {"input.which": "statutory"})

    assert answer.status_code == 409
    assert NOTE in opened(answer.text)
    assert 'value="400"' in opened(answer.text)


def test_a_reason_stands_beside_its_field(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "step": "intent", "input.on": "2027-01-01"}
    answer = client.post(f"{CASE}/acts/complete-step", data=sent)

    assert re.search(
        rf'id="{NO}-complete-step-intent-on"[^>]*aria-invalid="true".*?>「发生日期」不能晚于 2026-11-16',
        opened(answer.text),
        re.DOTALL,
    )


def test_a_stale_page_loses_nothing_and_goes_on_from_the_present_version(desk: Desk) -> None:
    client = desk("lin")
    csrf = token(client)
    client.post(f"{CASE}/acts/note", data={"csrf": csrf, "version": "1", "input.text": "先来的"})
    answer = client.post(f"{CASE}/acts/note", data={"csrf": csrf, "version": "1", "input.text": NOTE})
    form = opened(answer.text)

    assert answer.status_code == 409
    assert NOTE in form
    assert 'name="version" value="2"' in form


def test_what_somebody_else_did_meanwhile_does_not_lose_ones_words(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "step": "intent", "version": "1", "reason": NOTE}
    client.post(f"{CASE}/acts/complete-step", data=sent)
    answer = client.post(f"{CASE}/acts/complete-step", data=sent)

    assert answer.status_code == 409
    assert f"<dd>{NOTE}</dd>" in answer.text


def test_a_file_need_not_be_chosen_again(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "step": "look-back", "version": "7", "input.kind": "credit_record"}
    paper = {"input.file": ("记录.txt", b"a paper", "text/plain")}
    refused = opened(client.post(f"{CASE}/acts/attach-evidence", data=sent, files=paper).text)
    kept = dict(re.findall(r'name="(kept[._\w]*)" value="([^"]*)"', refused))
    client.post(f"{CASE}/acts/attach-evidence", data=sent | kept | {"version": "1"})

    assert "已收到 记录.txt" in refused
    assert "记录.txt" in client.get(f"{CASE}?tab=files").text.split("<h2>材料</h2>")[1]


def test_a_file_of_somebody_elses_is_not_taken(desk: Desk) -> None:
    lin, zhao = desk("lin"), desk("zhao")
    sent = {"step": "look-back", "version": "7", "input.kind": "credit_record"}
    paper = {"input.file": ("记录.txt", b"a paper", "text/plain")}
    refused = lin.post(f"{CASE}/acts/attach-evidence", data=sent | {"csrf": token(lin)}, files=paper).text
    kept = dict(re.findall(r'name="(kept[._\w]*)" value="([^"]*)"', refused))
    answer = zhao.post(f"{CASE}/acts/attach-evidence", data=sent | kept | {"csrf": token(zhao), "version": "1"})

    assert (answer.status_code, "缺「文件」" in answer.text) == (409, True)


def test_a_preview_that_is_refused_is_the_form_again(desk: Desk) -> None:
    client = desk("zhao")
    answer = client.post(f"{CASE}/preview/suspend-case", data={"csrf": token(client), "reason": NOTE})

    assert (answer.status_code, NOTE in opened(answer.text)) == (409, True)


def test_after_looking_first_the_form_can_be_changed(desk: Desk) -> None:
    client = desk("zhao")
    answer = client.post(f"{CASE}/form/suspend-case", data={"csrf": token(client), "reason": NOTE})

    assert (answer.status_code, NOTE in opened(answer.text)) == (200, True)
    assert "没有办成" not in answer.text


def test_a_step_refused_on_my_work_is_refused_there(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "step": "intent", "back": "work", "input.on": "2027-01-01", "reason": NOTE}
    answer = client.post(f"{CASE}/acts/complete-step", data=sent)

    assert "林晓岚，您好" in answer.text
    assert NOTE in opened(answer.text)


def test_a_step_that_asks_for_nothing_is_completed_on_my_work(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "step": "intent", "back": "work", "version": "1"}
    answer = client.post(f"{CASE}/acts/complete-step", data=sent)

    assert "林晓岚，您好" in answer.text
    assert "已办：完成步骤 ·「登记培育意向」" in answer.text


def test_a_roster_that_cannot_be_read_is_refused_on_its_page(desk: Desk) -> None:
    client = desk("lin")
    answer = client.post(
        "/enterprises/import", data={"csrf": token(client)}, files={"file": ("名单.xlsx", b"hello", "text/csv")}
    )

    assert answer.status_code == 422
    assert "名单.xlsx 不是 Excel 文件" in answer.text
    assert "<h1>企业名录</h1>" in answer.text


def test_a_roster_looked_at_is_imported_without_choosing_it_again(desk: Desk) -> None:
    client = desk("lin")
    csrf = token(client)
    page = client.post(
        "/enterprises/import", data={"csrf": csrf, "dry_run": "1"}, files={"file": ("名单.csv", csv(ROWS), "text/csv")}
    ).text
    kept = dict(re.findall(r'name="(kept[._\w]*)" value="([^"]*)"', page))
    client.post("/enterprises/import", data={"csrf": csrf} | kept)

    assert "日照海通水产有限公司" in client.get("/enterprises").text


def test_a_case_that_cannot_be_opened_is_refused_on_the_enterprises_page(desk: Desk) -> None:
    client = desk("lin")
    page = client.get("/enterprises").text
    uscc = re.findall(r'href="/enterprises/([0-9A-Z]{18})"', page)[0]
    sent = {"csrf": token(client), "enterprise": uscc, "process": "aeo-certified", "coordinator": "qiu"}
    answer = client.post("/cases", data=sent)

    assert answer.status_code == 409
    assert '<section class="card" id="open">' in answer.text
    assert "没有办成" in answer.text


def test_a_password_is_never_said_again(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "present": "wrong-wrong-wrong", "password": "晴天出海-2027夏"}
    answer = client.post("/account/password", data=sent)

    assert "现在的密码不对" in answer.text
    assert "晴天出海" not in answer.text


def test_an_address_that_is_none_stands_in_its_form_its_secret_does_not(desk: Desk) -> None:
    client = desk("lin")
    sent = {"csrf": token(client), "channel": "webhook", "address": "no address", "secret": "a-long-secret-of-mine"}
    answer = client.post("/account/addresses", data=sent)

    assert (answer.status_code, 'value="no address"' in answer.text) == (422, True)
    assert "a-long-secret-of-mine" not in answer.text


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "密码至少 10 个字符"),
        ("1234567890", "密码不能全是数字"),
        ("lin-and-more", "密码里不能含有账号"),
        ("abababababab", "密码至少要有 5 个不同的字符"),
        ("abcdefghijkl", "密码太好猜"),
        ("qwertyuiop[]", "密码太好猜"),
        ("password123", "密码太好猜"),
    ],
)
def test_a_weak_password_is_refused_where_it_is_set(
    desk: Desk, office: Database, password: str, why: str, app: App
) -> None:
    with office.writing() as tx:
        link = invite(app, tx, people.get(tx, "lin").login).link
    answer = desk("").post(link.removeprefix(app.url), data={"password": password})

    assert (answer.status_code, why in answer.text) == (422, True)
    assert 'action="/welcome/' in answer.text


@pytest.fixture
def app(office: Database, tmp_path: object) -> App:
    return App(Settings(), office, ZONE, lambda: NOW)
