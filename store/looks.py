"""Who looked at which case when (阅览记录): one row for each person, case and day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, literal, select

from store.inserts import insert_new
from store.tables import case, look


@dataclass(frozen=True, slots=True)
class Look:
    """``login`` looked on a day."""

    login: str
    on: date


def is_noted(tx: Connection, login: str, no: str, on: date) -> bool:
    """Whether it is written down already, so that looking again writes nothing."""
    found = select(look.c.login).join(case).where(case.c.no == no, look.c.login == login, look.c.on == on)
    return tx.execute(found).first() is not None


def note(tx: Connection, login: str, no: str, on: date) -> None:
    """Write it down, unless it is."""
    seen = select(case.c.id, literal(login), literal(on)).where(case.c.no == no)
    tx.execute(insert_new(tx, look, "case_id", "login", "on").from_select(["case_id", "login", "on"], seen))


def of_case(tx: Connection, no: str, *, limit: int = 60) -> list[Look]:
    """Who looked at the case, the latest first."""
    found = select(look.c.login, look.c.on).join(case).where(case.c.no == no)
    return [Look(*row) for row in tx.execute(found.order_by(look.c.on.desc(), look.c.login).limit(limit))]
