"""What rungs bring about besides messages (连带动作): rows before they are acts, and a key makes a repeat impossible.

What becomes of one: owed -> done, refused by the rule of its act, or void because what it was for is over. The act itself is done
in the transaction that settles the row.
"""

from collections.abc import Iterable
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select, update

from models.vocabulary import DeedState
from models.waiting import Deed, Waiting
from store.inserts import insert_new
from store.tables import case, consequence

_WAITING = TypeAdapter(Waiting)
_CASE_IDS = select(case.c.no, case.c.id).where(case.c.no.in_(bindparam("numbers", expanding=True)))
_OWED = (
    select(consequence.c.waiting, consequence.c.rung, consequence.c.what)
    .join(case)
    .where(consequence.c.state == DeedState.OWED, case.c.site == bindparam("site"))
    .order_by(case.c.no, consequence.c.id)
)
_KNOWN = select(consequence.c.key).where(consequence.c.subject_key.in_(bindparam("keys", expanding=True)))
_STATE = select(consequence.c.state).where(consequence.c.key == bindparam("key"))


def owe(tx: Connection, deeds: Iterable[Deed], now: datetime) -> int:
    """Write down what is to be done; what ever was is left alone. Returns how many are new."""
    wanted = list(deeds)
    if not wanted:
        return 0
    numbers = sorted({deed.waiting.case for deed in wanted})
    ids = {row.no: row.id for row in tx.execute(_CASE_IDS, {"numbers": numbers})}
    rows = [_values(deed, ids[deed.waiting.case]) | {"owed_at": now} for deed in wanted]
    return len(tx.execute(insert_new(tx, consequence, "key").returning(consequence.c.key), rows).all())


def owed(tx: Connection, site: str) -> list[Deed]:
    """Everything still to be done at a site, in the order of the cases' numbers."""
    found = tx.execute(_OWED, {"site": site})
    return [Deed(_WAITING.validate_python(row.waiting), row.rung, row.what) for row in found]


def is_owed(tx: Connection, deed: Deed) -> bool:
    """Whether it is still to be done; ask under the lock of its case."""
    return tx.execute(_STATE, {"key": deed.key}).scalar() == DeedState.OWED


def settle(tx: Connection, deed: Deed, state: DeedState, now: datetime, because: str = "") -> None:
    """It is done, or will not be: ``because`` says why."""
    row = update(consequence).where(consequence.c.key == deed.key)
    tx.execute(row.values(state=state, settled_at=now, because=because))


def known(tx: Connection, keys: Iterable[str]) -> set[str]:
    """The keys of all that was ever owed because of these waiting things."""
    return set(tx.execute(_KNOWN, {"keys": list(keys)}).scalars())


def _values(deed: Deed, case_id: int) -> dict[str, object]:
    return {
        "key": deed.key,
        "case_id": case_id,
        "subject_key": deed.waiting.key,
        "rung": deed.rung,
        "what": deed.what,
        "state": DeedState.OWED,
        "because": "",
        "waiting": _WAITING.dump_python(deed.waiting, mode="json", exclude_defaults=True),
    }
