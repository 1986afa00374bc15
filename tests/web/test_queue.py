"""待认领: a released case stands in the queue until somebody takes it, and what is due meanwhile is told to the supervisor."""

from jobs.sweep import sweep
from models.people import EVERYWHERE, Person
from models.vocabulary import Channel, Role
from store import outbox, people
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.web.conftest import NOW, Desk
from tests.web.test_delivery import send

NO = "RZ-2026-0001"


def released(desk: Desk) -> int:
    return send(desk, "lin", f"/cases/{NO}/acts/release", reason="调离")


def test_a_released_case_stands_in_the_queue_and_leaves_it_when_claimed(desk: Desk) -> None:
    released(desk)
    assert NO in desk("lin").get("/queue").text
    assert "1 个案件待认领" in desk("lin").get("/").text

    send(desk, "lin", f"/cases/{NO}/acts/claim", back="queue")

    assert NO not in desk("lin").get("/queue").text
    assert "待认领" not in desk("lin").get("/").text


def test_another_site_sees_nothing_of_it(desk: Desk) -> None:
    released(desk)

    assert NO not in desk("qiu").get("/queue").text
    assert send(desk, "qiu", f"/cases/{NO}/acts/claim", back="queue") == 404


def test_whoever_comes_second_is_told_on_the_queue(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("mei", "梅若水", Role.COORDINATOR, "RZ", "zhao"), NOW)
    released(desk)
    send(desk, "mei", f"/cases/{NO}/acts/claim", back="queue")
    client = desk("lin")
    csrf = client.get("/account").text.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(f"/cases/{NO}/acts/claim", data={"csrf": csrf, "back": "queue"})

    assert answer.status_code == 409
    assert f"案件 {NO} 的企业协调员已经是 mei" in answer.text


def test_a_policy_officer_reads_the_queue_and_takes_nothing(desk: Desk, office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("gao", "高", Role.POLICY), NOW)
    released(desk)
    page = desk("gao").get("/queue").text

    assert NO in page
    assert "acts/claim" not in page


def test_what_is_due_while_nobody_has_it_the_supervisor_hears(desk: Desk, office: Database) -> None:
    released(desk)
    sweep(office, NOW, ZONE)
    with office.reading() as tx:
        heard = {one.person for one in outbox.listing(tx, EVERYWHERE, limit=100).items if one.channel is Channel.INBOX}

    assert heard == {"zhao"}


def test_the_journal_says_who_gave_it_back_and_who_took_it(desk: Desk) -> None:
    released(desk)
    send(desk, "lin", f"/cases/{NO}/acts/claim")
    page = " ".join(desk("zhao").get(f"/cases/{NO}?tab=history").text.split())

    assert "林晓岚 <b>退回待领</b>" in page
    assert "企业协调员 林晓岚 → —" in page
    assert "企业协调员 — → 林晓岚" in page
