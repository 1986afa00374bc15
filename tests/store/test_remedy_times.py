"""How long the remedies of a library took the cases of a site."""

from datetime import timedelta

from models.people import EVERYWHERE, Scope
from models.plan import Item, Origin, Why
from models.vocabulary import StepState
from store import remedy_times
from store.database import Database
from tests.builders_store import TODAY, a_case, a_step, keep, settle

PLACE = "XX/12.review"
ITEM = Item(Origin(Why.GAP, "12"), remedy=PLACE)
THEN = TODAY + timedelta(days=9)


def test_only_what_was_done_took_time_and_only_at_the_sites_asked_of(database: Database) -> None:
    done = a_step("extra", of="", item=ITEM, state=StepState.DONE, opened_on=TODAY, closed_on=THEN)
    dropped = a_step("extra.2", of="", item=ITEM, state=StepState.DROPPED, opened_on=TODAY, closed_on=TODAY)
    other = a_step("extra.3", of="", state=StepState.DONE, opened_on=TODAY, closed_on=TODAY)
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case(steps=(done, dropped, other)))

        assert remedy_times.spans(tx, EVERYWHERE, [PLACE]) == {PLACE: [(TODAY, THEN)]}
        assert remedy_times.spans(tx, Scope.of("QD"), [PLACE]) == {}
