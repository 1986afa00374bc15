"""The benefit ledger of sites, as pages, the command and the API tell it: how much of what each department owed came in time."""

from datetime import date

from sqlalchemy import Connection

from cases.benefits import Ledger, Owed, benefits_of, ledgers
from models.people import Scope
from store import benefits, definitions


def of_scope(tx: Connection, scope: Scope, today: date) -> list[Ledger]:
    """The ledger of every department that owes, or owed, a benefit to an enterprise of ``scope``."""
    rulebook = definitions.rulebook(tx)
    known = {
        (name, key): holder
        for name, one in rulebook.processes.items()
        for key, holder in benefits_of(one, rulebook.regimes[one.regime]).items()
    }
    found = benefits.deliveries(tx, scope, {key for _, key in known})
    owed = (
        Owed(known[one.process, one.of], one.due_on, one.done_on, since=one.opened_on)
        for one in found
        if (one.process, one.of) in known
    )
    return list(ledgers(owed, today))


def document(one: Ledger) -> dict[str, object]:
    """The same for programs; ``percent`` is None while nothing had to be delivered."""
    names = ("holder", "owed", "delivered", "in_time", "overdue", "percent")
    return {name: getattr(one, name) for name in names}
