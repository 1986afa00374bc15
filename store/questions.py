"""Questions (征询) that departments were asked in steps of cases and have not answered."""

from sqlalchemy import Connection, select

from store import problems
from store.lateness import LIVE, NOT_CLOSED
from store.tables import case, step


def count(tx: Connection, site: str, party: str) -> int:
    """How much waits for the answer of a department at a site, problems too."""
    return len(asked_of(tx, site, party)) + len(problems.asked_of(tx, site, party))


def asked_of(tx: Connection, site: str, party: str) -> list[tuple[str, str]]:
    """The case's number and the step's key of all that wait for the answer of a department at a site, but for what waits for the
    answer to a problem: that is asked once, in the register."""
    question = step.c.detail["question"]
    wanted = select(case.c.no, step.c.key, question["party"].as_string(), question["problem"].as_string())
    found = tx.execute(
        wanted.join(case, step.c.case_id == case.c.id)
        .where(case.c.site == site, NOT_CLOSED, LIVE, step.c.holder == party)
        .order_by(case.c.id, step.c.id)
    )
    return [(no, key) for no, key, asked, problem in found if asked == party and not problem]
