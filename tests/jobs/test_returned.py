"""A step sent back by its reviewer: whose work it was hears of it, once each time."""

import pytest

from actions.perform import perform
from models.people import EVERYWHERE, HOST
from models.vocabulary import Channel, MessageState
from store import addresses, outbox, people
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send, swept
from tests.web.audits import submitted

STEP = "mock-verdict"
RETURNED = "returned"


@pytest.fixture
def no(office: Database) -> str:
    """Zhao sends back what Lin submitted, on a Monday morning."""
    no = submitted(office, at("2026-11-13T09:00"))
    act(office, no, "return-step", "zhao", "2026-11-16T08:40", reason="打分表缺签名")
    return no


def act(office: Database, no: str, name: str, by: str, now: str, **how: str) -> None:
    reason, inputs = how.pop("reason", ""), how
    with office.writing() as tx:
        actor = people.get(tx, by) if by else HOST
        perform(tx, name, no, actor=actor, now=at(now), zone=ZONE, step=STEP, inputs=inputs, reason=reason)


def told(office: Database, state: MessageState, channel: Channel = Channel.EMAIL) -> list[str]:
    """Who was told, or is to be."""
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=state, limit=500).items
    return [one.person for one in found if one.kind == RETURNED and one.channel is channel]


def test_whose_work_it_was_is_told_in_the_next_slot(office: Database, no: str) -> None:
    postman = Postman()
    swept(office, "2026-11-16T09:00")
    send(office, "2026-11-16T09:00", postman)
    (letter,) = [one.letter.text for one in postman.carried if one.to == "lin@example.com"]

    assert "“模拟认证结论，向企业反馈”2026-11-16 审核退回，理由见案件页，请修改后重新送审。" in letter
    assert told(office, MessageState.SENT) == ["lin"]


def test_it_is_told_once(office: Database, no: str) -> None:
    swept(office, "2026-11-16T09:00")
    send(office, "2026-11-16T09:00", Postman())
    swept(office, "2026-11-17T09:00")

    assert told(office, MessageState.QUEUED) == []


def test_what_was_submitted_again_meanwhile_is_not_told(office: Database, no: str) -> None:
    swept(office, "2026-11-16T08:41")
    act(
        office,
        no,
        "submit-step",
        "lin",
        "2026-11-16T08:45",
        mock_verdict="failed",
    )
    send(office, "2026-11-16T09:00", Postman())

    assert told(office, MessageState.SENT) == []


def test_a_second_return_is_told_anew(office: Database, no: str) -> None:
    swept(office, "2026-11-16T09:00")
    send(office, "2026-11-16T09:00", Postman())
    act(
        office,
        no,
        "submit-step",
        "lin",
        "2026-11-16T10:00",
        mock_verdict="failed",
    )
    act(office, no, "return-step", "zhao", "2026-11-16T10:30", reason="再核一遍")
    swept(office, "2026-11-16T11:00")

    assert told(office, MessageState.QUEUED) == ["lin"]


def test_who_declined_the_kind_by_mail_finds_it_in_the_inbox(office: Database, no: str) -> None:
    with office.writing() as tx:
        addresses.decline(tx, "lin", {(RETURNED, Channel.EMAIL)})
    swept(office, "2026-11-16T09:00")

    assert told(office, MessageState.QUEUED) == []
    assert told(office, MessageState.QUEUED, Channel.INBOX) == ["lin"]
