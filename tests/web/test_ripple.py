"""先看影响: a form's second button shows what would move, and carries the inputs on to the saving."""

import re

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.test_desk import NO, token

LATER = {"step": "look-back", "input.days": "3", "reason": "企业补查", "version": "1"}
STOP = {"step": "", "input.resume_on": "2026-12-01", "reason": "停产检修", "version": "1"}


def look(client: TestClient, act: str, sent: dict[str, str]) -> str:
    answer = client.post(f"/cases/{NO}/preview/{act}", data={**sent, "csrf": token(client)})
    assert answer.status_code == 200
    return answer.text


def save(client: TestClient, shown: str) -> int:
    """Press the button that saves, with what the page carries."""
    fields = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown.partition('class="acts"')[2])
    )
    action = re.search(r'action="(/cases/[^"]+/acts/[^"]+)"', shown)
    assert action
    return client.post(action[1], data=fields, follow_redirects=False).status_code


def test_an_extension_shows_both_days_the_difference_and_the_reminders_that_move(desk: Desk) -> None:
    shown = look(desk("zhao"), "extend-deadline", LATER)

    for said in ("11-09", "11-12", "+3", "延期 3 个工作日", "今后 30 天的提醒", "林晓岚"):
        assert said in shown


def test_nothing_is_saved_by_looking(desk: Desk) -> None:
    client = desk("zhao")
    look(client, "suspend-case", STOP)

    assert client.get(f"/api/v1/cases/{NO}").json()["version"] == 1


@pytest.mark.parametrize(("act", "sent"), [("extend-deadline", LATER), ("suspend-case", STOP)])
def test_what_was_looked_at_is_saved_by_one_button(desk: Desk, act: str, sent: dict[str, str]) -> None:
    client = desk("zhao")

    assert save(client, look(client, act, sent)) == 303
    assert client.get(f"/api/v1/cases/{NO}").json()["version"] == 2


def test_a_case_that_changed_meanwhile_is_said_to_have(desk: Desk) -> None:
    client = desk("zhao")
    shown = look(client, "suspend-case", STOP)
    save(client, look(client, "extend-deadline", LATER))

    assert save(client, shown) == 409


def test_what_saving_would_refuse_is_refused_at_once(desk: Desk) -> None:
    client = desk("zhao")
    answer = client.post(
        f"/cases/{NO}/preview/extend-deadline", data={**LATER, "input.days": "", "csrf": token(client)}
    )

    assert answer.status_code == 409


def test_another_site_cannot_look(desk: Desk) -> None:
    client = desk("qiu")

    assert client.post(f"/cases/{NO}/preview/note", data={"csrf": token(client)}).status_code == 404


def test_an_act_without_consequences_says_so(desk: Desk) -> None:
    assert "没有连带影响" in look(desk("lin"), "note", {"step": "", "input.text": "打过电话"})


def test_the_page_carries_nothing_inline_and_speaks_english(desk: Desk) -> None:
    client = desk("zhao")
    client.post("/language", data={"language": "en", "csrf": token(client)})
    shown = look(client, "suspend-case", STOP)

    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son[a-z]+=", shown)
    assert "Reminders of the next 30 days" in shown


def test_the_form_offers_to_look_first(desk: Desk) -> None:
    page = desk("zhao").get(f"/cases/{NO}").text

    assert f'formaction="/cases/{NO}/preview/assign"' in page
    assert f'formaction="/cases/{NO}/preview/note"' not in page
