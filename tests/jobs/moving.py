"""A site in March 2026, when Order 251 was in force: three of Lin's cases, their self-assessments going on."""

from datetime import datetime
from typing import Any

from actions.open_case import open_case
from actions.perform import Errand, carry_out
from jobs.move_cases import Shift
from models.people import HOST, Person
from models.vocabulary import Role
from store import definitions, enterprises, people, sites
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_store import uscc
from tests.jobs.conftest import SHIPPED, ZONE

FIRST, SECOND, THIRD = NUMBERS = ["RZ-2026-0001", "RZ-2026-0002", "RZ-2026-0003"]
BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
NOW = datetime(2026, 4, 7, 10, 0, tzinfo=ZONE)
PEOPLE = (
    Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", None, "zhao@example.com"),
    Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@example.com"),
    Person("sun", "孙正", Role.SITE_LEAD, "RZ", None, "sun@example.com"),
    Person("gao", "高远", Role.POLICY, "", None, "gao@example.com"),
    Person("qiu", "邱", Role.SUPERVISOR, "QD", None, "qiu@example.com"),
)


def furnish(database: Database) -> Database:
    """The first case answered so that it moves by itself, the second so that a person decides, the third not at all."""
    with database.writing() as tx:
        definitions.publish(tx, SHIPPED, "host", BEGUN)
        for code in ("RZ", "QD"):
            sites.add(tx, sites.Site(code, code))
        for one in PEOPLE:
            people.add(tx, one, BEGUN)
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(n), f"企业{n}") for n in (1, 2, 3)], BEGUN)
    for number in (1, 2, 3):
        with database.writing() as tx:
            open_case(
                tx,
                site="RZ",
                enterprise=uscc(number),
                process="aeo-advanced-251",
                coordinator="lin",
                actor=HOST,
                now=BEGUN,
                zone=ZONE,
            )
    for no, answers in ((FIRST, {"11": "met", "43": "met"}), (SECOND, {"34": "met", "44": "not_met"})):
        do(database, "open-assessment", no, kind="self", standard="CN-ADV-2022-106")
        do(
            database,
            "answer-clauses",
            no,
            answers={key: {"rating": one, "note": f"第{key}条"} for key, one in answers.items()},
        )
    return database


def do(
    database: Database, act: str, no: str, by: str = "lin", at: datetime = BEGUN, step: str | None = None, **inputs: Any
) -> None:
    """One act of somebody."""
    with database.writing() as tx:
        carry_out(
            tx,
            Errand(
                act=act, no=no, step=step, actor=people.get(tx, by), now=at, zone=ZONE, inputs=inputs, reason="换规"
            ),
        )


def shift(database: Database, by: str = "zhao", at: datetime = NOW, **where: str) -> Shift:
    """Zhao moving cases to Order 282, or somebody else, or elsewhere."""
    with database.reading() as tx:
        actor = people.get(tx, by)
    return Shift(actor=actor, now=at, zone=ZONE, reason="换规", **(where or {"regime": "CN-282"}))
