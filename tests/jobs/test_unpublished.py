"""A database whose rulebook is older than the program: it works, says what is missing, and catches up once that is published."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import and_, delete, or_

from actions.perform import perform
from cases import standing_in
from jobs.publish_rulebook import publish_rulebook
from jobs.unpublished import unpublished
from jobs.watch_over import watch_over
from models.absences import Absence
from models.people import EVERYWHERE
from models.vocabulary import Channel
from store import definitions, outbox, people
from store.database import Database
from store.tables import definition
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send, swept
from tests.web.audits import submitted

RULEBOOK = Path(__file__).parents[2] / "rulebook"
STEP = "mock-verdict"


def forget(office: Database, kind: str, *keys: str) -> None:
    """As if they had never been published."""
    with office.writing() as tx:
        hashes = definitions.hashes_in_force(tx, kind)
        tx.execute(delete(definition).where(or_(*(and_(definition.c.hash == hashes[key]) for key in keys))))


def missing(office: Database) -> dict[str, list[str]]:
    with office.reading() as tx:
        return unpublished(tx)


def told_by(office: Database, ladder: str) -> list[str]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, limit=500).items
    return [one.person for one in found if one.kind == ladder and one.channel is Channel.INBOX]


def returned(office: Database) -> None:
    """Zhao sends back what Lin submitted, on a Monday morning."""
    no = submitted(office, at("2026-11-13T09:00"))
    with office.writing() as tx:
        zhao = people.get(tx, "zhao")
        now = at("2026-11-16T08:40")
        perform(tx, "return-step", no, actor=zhao, now=now, zone=ZONE, step=STEP, inputs={}, reason="打分表缺签名")


def test_the_shipped_rulebook_has_all_that_is_asked_of_it(office: Database) -> None:
    assert missing(office) == {}


@pytest.mark.parametrize(
    "key", ["returned", "silence", "promise", "resume", "stillness-follow-up", "absence-called-off"]
)
def test_a_ladder_asked_for_by_name_is_missed(office: Database, key: str) -> None:
    forget(office, "ladder", key)

    assert missing(office) == {"ladder": [key]}


@pytest.mark.parametrize("kind", ["manners", "wording", "problems", "engagements"])
def test_what_every_letter_needs_is_missed(office: Database, kind: str) -> None:
    forget(office, kind, "default")

    assert missing(office) == {kind: ["default"]}


def test_every_ladder_of_an_absence_is_among_those_asked_for(office: Database) -> None:
    with office.reading() as tx:
        lin = people.get(tx, "lin")
    day, before = date(2026, 11, 16), date(2026, 11, 9)
    absence = Absence(id=1, person="lin", first_on=day, last_on=day, substitute="zhao")
    told = [
        *standing_in.waitings(absence, lin, day),
        *standing_in.waitings_of_end(absence, lin, day),
        *standing_in.waitings_of_end(standing_in.ended(absence, before), lin, before),
    ]

    assert {one.ladder for one in told} == set(standing_in.LADDERS)


def test_work_sent_back_without_a_ladder_is_told_of_once_it_is_published(office: Database) -> None:
    forget(office, "ladder", "returned", "silence")
    returned(office)
    swept(office, "2026-11-16T09:00")
    send(office, "2026-11-16T09:00", Postman())
    before = told_by(office, "returned")
    publish_rulebook(office, RULEBOOK, by="host", now=at("2026-11-16T09:10"))
    swept(office, "2026-11-16T09:30")

    assert (before, told_by(office, "returned"), missing(office)) == ([], ["lin"], {})


def test_an_alarm_without_a_ladder_stands_and_nobody_is_written_to(office: Database) -> None:
    forget(office, "ladder", "silence")
    swept(office, "2026-11-16T08:00")
    report = watch_over(office, at("2026-11-16T10:35"), ZONE)

    assert (report.missed, told_by(office, "silence")) == (5, [])
