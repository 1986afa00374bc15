"""A desk to measure at: a site with its people and its rulebook, cases that will be walked, and others that only lie there."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.open_case import open_case
from bench import case
from models.credit_code import check_digit
from models.people import Person
from models.rulebook import Rulebook
from models.vocabulary import Role
from store import definitions, enterprises, people, rulebook, sites
from store.database import Database

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 7, 6, 9, tzinfo=ZONE)  # a Monday
SITE = "RZ"
ZHAO = Person("zhao", "赵启明", Role.SUPERVISOR, SITE, None, "zhao@example.com")
LIN = Person("lin", "林晓岚", Role.COORDINATOR, SITE, "zhao", "lin@example.com")
COORDINATORS = tuple(
    Person(f"c{number:02}", f"协调员{number}", Role.COORDINATOR, SITE, "zhao", f"c{number:02}@example.com")
    for number in range(50)
)


def settle(database: Database, walked: int) -> list[str]:
    """Bring an empty database so far that Lin can work on ``walked`` open cases. Returns their numbers."""
    with database.writing() as tx:
        sites.add(tx, sites.Site(SITE, "日照示范点"))
        for person in (ZHAO, LIN, *COORDINATORS):
            people.add(tx, person, MORNING)
        definitions.publish(tx, shipped(), "host", MORNING)
        enterprises.upsert(tx, SITE, [_enterprise(number) for number in range(walked)], MORNING)
        return [_open(tx, uscc(number)) for number in range(walked)]


def shipped() -> Rulebook:
    """The rulebook as it is shipped, and the process to measure with."""
    whole = rulebook.read(Path(__file__).parents[1] / "rulebook")
    process = case.process()
    return replace(whole, processes={**whole.processes, process.key: process})


def uscc(number: int) -> str:
    """A valid credit code, a different one for every number below 31 ** 5."""
    alphabet, digits = "0123456789ABCDEFGHJKLMNPQRTUWXY", ""
    for _ in range(5):
        number, rest = divmod(number, len(alphabet))
        digits = alphabet[rest] + digits
    body = f"91371100MA3C{digits}"
    return body + check_digit(body)


def _enterprise(number: int) -> enterprises.RosterRow:
    return enterprises.RosterRow(uscc(number), f"日照第{number}号实业有限公司")


def _open(tx: Connection, enterprise: str) -> str:
    return open_case(
        tx,
        site=SITE,
        enterprise=enterprise,
        process="bench",
        coordinator=LIN.login,
        actor=LIN,
        now=MORNING,
        zone=ZONE,
    ).no
