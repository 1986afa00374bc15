"""The delivery page: what went out and what waits, failed ones again, and the switch that stops everything."""

import re

import pytest
from sqlalchemy import text

from jobs.deliver import deliver
from jobs.rounds import Post
from jobs.sweep import sweep
from models.people import EVERYWHERE
from models.vocabulary import Channel, MessageState
from notifications.channels import DeliveryError, Envelope
from store import addresses, instance, outbox, runs
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, journal_of, str_of
from tests.web.conftest import NOW, Desk


@pytest.fixture(autouse=True)
def swept(office: Database) -> None:
    """Reminders are queued."""
    with office.writing() as tx:
        instance.begin(tx, "marker")
    sweep(office, NOW, ZONE)


def send(desk: Desk, login: str, path: str, **fields: str) -> int:
    client = desk(login)
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    return client.post(path, data={"csrf": csrf, **fields}, follow_redirects=False).status_code


def deliver_with(office: Database, postman: Postman) -> str:
    return deliver(office, NOW, ZONE, Post({Channel.EMAIL: postman}, journal_of(office), "", str_of)).held


def dead_ids(office: Database) -> list[int]:
    with office.reading() as tx:
        return [one.id for one in outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD).items]


def test_it_lists_the_messages_of_ones_site(desk: Desk) -> None:
    assert ["RZ-2026-0001" in desk(login).get("/delivery").text for login in ("lin", "zhao", "qiu")] == [
        True,
        True,
        False,
    ]


def test_an_administrator_sees_the_switch_and_no_message(desk: Desk) -> None:
    page = desk("bao").get("/delivery").text

    assert ("/delivery/stop" in page, "RZ-2026-0001" in page) == (True, False)


def test_only_an_administrator_may_stop_it(desk: Desk, office: Database) -> None:
    assert [send(desk, login, "/delivery/stop", why="演练") for login in ("lin", "zhao")] == [409, 409]
    assert deliver_with(office, Postman()) == ""


def test_stopped_nothing_leaves_the_house_and_every_page_says_so(desk: Desk, office: Database) -> None:
    postman = Postman()
    assert send(desk, "bao", "/delivery/stop", why="演练") == 303

    assert deliver_with(office, postman) == "stopped: 包 演练"
    assert postman.carried == []
    assert "投递已停：人工停发（包 演练）" in desk("lin").get("/").text


def test_it_stops_a_delivery_that_is_under_way(desk: Desk, office: Database) -> None:
    class Stopping(Postman):
        def carry(self, envelope: Envelope) -> None:
            super().carry(envelope)
            with office.writing() as tx:
                instance.stop(tx, "演练")

    postman = Stopping()
    deliver_with(office, postman)

    assert len(postman.carried) == 1


def test_going_on_sends_what_waited(desk: Desk, office: Database) -> None:
    postman = Postman()
    send(desk, "bao", "/delivery/stop", why="演练")
    send(desk, "bao", "/delivery/go")
    deliver_with(office, postman)

    assert postman.carried


def test_it_is_not_stopped_without_a_reason(desk: Desk) -> None:
    assert send(desk, "bao", "/delivery/stop", why=" ") == 422


def test_a_restored_installation_is_not_released_by_the_switch(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        instance.hold(tx, "restored")

    assert send(desk, "bao", "/delivery/go") == 409


def test_a_supervisor_sends_a_failed_one_again(desk: Desk, office: Database) -> None:
    deliver_with(office, Postman(*[DeliveryError("550 no such user", permanent=True)] * 2))
    first = dead_ids(office)[0]

    assert [send(desk, login, f"/delivery/retry/{first}") for login in ("lin", "qiu", "zhao")] == [409, 409, 303]
    assert first not in dead_ids(office)


def test_why_one_failed_stands_beside_it(desk: Desk, office: Database) -> None:
    deliver_with(office, Postman(DeliveryError("550 no such user", permanent=True)))

    assert "550 no such user" in desk("zhao").get("/delivery?state=dead").text


def test_the_tiles_count_by_state(desk: Desk, office: Database) -> None:
    with office.reading() as tx:
        queued = tx.execute(text("select count(*) from message where state = 'queued'")).scalar_one()

    assert f"<b>{queued}</b><span>待发</span>" in desk("zhao").get("/delivery").text


def test_who_has_the_switch_sees_what_runs_where(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        runs.start(tx, "deliver", NOW, by="elsewhere:7:7:7")
    page = desk("bao").get("/delivery/runs").text

    assert "elsewhere:7:7:7" in page
    assert "11-16 09:00" in page
    assert desk("lin").get("/delivery/runs").status_code == 409


def refused(office: Database, letters: int) -> list[int]:
    """So many letters failed for good; the messages that were in them."""
    deliver_with(office, Postman(*[DeliveryError("550 no such user", permanent=True)] * letters))
    return dead_ids(office)


def test_a_supervisor_sends_all_failed_ones_of_the_site_again(desk: Desk, office: Database) -> None:
    failed = refused(office, 2)
    page = desk("zhao").get("/delivery?state=dead").text

    assert f"全部重发（{len(failed)} 条）" in page
    assert [send(desk, login, "/delivery/retry-dead") for login in ("lin", "qiu", "zhao")] == [409, 409, 303]
    assert dead_ids(office) == []


def test_what_was_sent_again_arrives_once(desk: Desk, office: Database) -> None:
    refused(office, 2)
    with office.writing() as tx:
        keys = {one.key for one in outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD, limit=500).items}
        for login in ("lin", "zhao"):
            addresses.switch_on(tx, login, Channel.EMAIL)
    send(desk, "zhao", "/delivery/retry-dead")
    postman = Postman()
    for _ in range(2):
        deliver_with(office, postman)

    carried = [key for envelope in postman.carried for key in envelope.keys]
    assert sorted(carried) == sorted(keys)


def test_the_states_add_up_to_all_that_was_ever_queued(desk: Desk, office: Database) -> None:
    refused(office, 1)
    with office.reading() as tx:
        ever = tx.execute(text("select count(*) from message")).scalar_one()
    page = desk("zhao").get("/delivery").text
    parts = re.findall(r'href="/delivery\?state=\w+">\w+ (\d+)</a>', page)

    assert f"共排入 {ever} 条" in page
    assert sum(map(int, parts)) == ever


def test_a_message_tells_its_causes_and_every_try(desk: Desk, office: Database) -> None:
    refused(office, 2)
    with office.reading() as tx:
        dead = outbox.listing(tx, EVERYWHERE, state=MessageState.DEAD).items
    about_intent = next(one.id for one in dead if one.step == "intent")
    page = desk("zhao").get(f"/delivery/messages/{about_intent}").text

    assert "550 no such user" in page
    assert "没送成，不再试" in page
    facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL))
    assert facts["怎么算"] == "2026-11-02 起 3 个工作日"
    assert facts["依据"] == "示范点内部管理目标"
    assert facts["催办阶梯"].startswith("一般步骤（default）")
    assert {"日期", "梯级", "给谁", "信件编号"} <= set(facts)
    assert 'href="/ladders/default"' in page


def test_a_message_of_another_site_is_not_there(desk: Desk, office: Database) -> None:
    assert desk("qiu").get(f"/delivery/messages/{refused(office, 1)[0]}").status_code == 404
