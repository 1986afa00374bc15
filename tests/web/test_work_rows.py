"""A row of 我的工作: its rungs, the next reminder, and everything that can be done on it in place."""

import re

from jobs.sweep import sweep
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_counts import open_more, statements
from tests.web.conftest import NOW, Desk
from tests.web.test_delivery import send
from tests.web.test_work import words

NO = "RZ-2026-0001"
ROW = f"{NO}/intent"
UNFOLDED = f"/?at={NO}%2Fintent"


def row(page: str) -> str:
    """The row of the step and, if it is unfolded, what stands beneath it."""
    return page.split(f'<tr id="{ROW}"')[1].split("<tr id=")[0]


def said(page: str) -> tuple[int, int]:
    """How many rungs were said, of how many."""
    found = re.search(r"已提醒 (\d+) 级，共 (\d+) 级", row(page))
    assert found
    return int(found[1]), int(found[2])


def test_a_rung_that_was_said_is_a_full_dot(desk: Desk, office: Database) -> None:
    before = said(desk("lin").get("/").text)
    sweep(office, NOW, ZONE)
    page = desk("lin").get("/").text

    assert before[0] == 0
    assert said(page) == (row(page).count('<i class="said"'), before[1])
    assert said(page)[0] > 0


def test_the_next_reminder_says_when_and_to_whom(desk: Desk, office: Database) -> None:
    sweep(office, NOW, ZONE)

    assert re.search(r"11-\d\d 周. → 林晓岚、赵启明", words(row(desk("lin").get("/").text)))


def test_a_snoozed_step_says_when_it_is_said_again(desk: Desk) -> None:
    send(desk, "lin", f"/cases/{NO}/acts/snooze", step="intent", reason="等材料", **{"input.until": "2026-11-19"})

    assert "11-19 周四" in words(row(desk("lin").get("/").text))


def test_a_row_unfolds_with_everything_that_can_be_done(desk: Desk) -> None:
    page = desk("lin").get(UNFOLDED).text

    for act in ("acknowledge", "snooze", "promise", "delegate", "note", "complete-step"):
        assert f'action="/cases/{NO}/acts/{act}"' in row(page), act
    assert f"acts/snooze#{NO}" not in page


def test_only_a_row_of_ones_own_list_unfolds(desk: Desk) -> None:
    assert 'tr class="unfolded"' not in desk("zhao").get(UNFOLDED).text
    assert 'tr class="unfolded"' not in desk("qiu").get(UNFOLDED).text
    assert 'tr class="unfolded"' not in desk("lin").get("/?at=nonsense").text


def test_what_is_sent_from_a_row_leads_back_to_it(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": csrf, "step": "intent", "back": "work"}
    answer = client.post(
        f"/cases/{NO}/acts/acknowledge",
        data=fields,
        headers={"referer": f"http://desk{UNFOLDED}"},
        follow_redirects=False,
    )

    assert answer.headers["location"] == f"{UNFOLDED}#{ROW}"


def test_a_refused_form_stays_open_in_its_row(desk: Desk) -> None:
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(
        f"/cases/{NO}/acts/snooze",
        data={"csrf": csrf, "step": "intent", "back": "work", "reason": "等", "input.until": "2027-11-20"},
        headers={"referer": f"http://desk{UNFOLDED}"},
    )

    assert answer.status_code == 409
    assert 'value="2027-11-20"' in row(answer.text)


def test_a_supervisor_urges_from_the_row_of_a_case_they_coordinate(desk: Desk) -> None:
    send(desk, "lin", f"/cases/{NO}/acts/delegate", step="intent", **{"input.to": "zhao"})
    page = desk("lin").get(f"{UNFOLDED}&whose=cases").text

    assert f'action="/cases/{NO}/acts/urge"' in row(page)
    assert f'action="/cases/{NO}/acts/release"' in row(page)


def test_an_unfolded_row_asks_as_much_beside_many_as_beside_few(desk: Desk, office: Database) -> None:
    client = desk("lin")
    client.get(UNFOLDED)
    with statements() as few:
        client.get(UNFOLDED)
    open_more(office, range(6), NOW)
    with statements() as many:
        client.get(UNFOLDED)

    assert len(many) == len(few)
