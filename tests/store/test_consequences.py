"""What rungs bring about, as rows: owed once, settled once, on both databases."""

from dataclasses import replace

from models.casefile import Agenda
from models.people import EVERYWHERE, Scope
from models.vocabulary import CaseStatus, Consequence, DeedState, Priority
from models.waiting import Deed
from store import agenda, cases, consequences
from store.database import Database
from tests.builders_store import NOW, TODAY, a_case, go_on, keep, settle, waiting


def deed(rung: str = "T+10", revision: int = 1) -> Deed:
    return Deed(replace(waiting(a_case()), revision=revision), rung, Consequence.PUT_ON_AGENDA)


def test_what_is_owed_is_owed_once(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case())
        counts = [consequences.owe(tx, [deed()], NOW) for _ in range(2)]

        assert (counts, consequences.owed(tx, "RZ")) == ([1, 0], [deed()])


def test_another_rung_and_another_revision_are_owed_for_themselves(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case())
        consequences.owe(tx, [deed(), deed("T+20"), deed(revision=2)], NOW)

        assert len(consequences.owed(tx, "RZ")) == 3


def test_what_is_settled_is_owed_no_more_and_never_again(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case())
        consequences.owe(tx, [deed()], NOW)
        consequences.settle(tx, deed(), DeedState.REFUSED, NOW, "agenda.there")
        again = consequences.owe(tx, [deed()], NOW)

        assert (again, consequences.owed(tx, "RZ"), consequences.is_owed(tx, deed())) == (0, [], False)
        assert consequences.known(tx, [deed().waiting.key]) == {deed().key}


def test_the_agenda_lists_open_cases_of_the_sites_asked_the_longest_waiting_first(database: Database) -> None:
    listed = Agenda(TODAY, "催办")
    with database.writing() as tx:
        settle(tx)
        keep(tx, a_case("RZ-2026-0001", agenda=replace(listed, since=TODAY.replace(day=3))))
        keep(tx, a_case("RZ-2026-0002", agenda=listed))
        keep(tx, a_case("RZ-2026-0003"))
        keep(tx, a_case("QD-2026-0001", agenda=listed))
        closed = keep(tx, a_case("RZ-2026-0004", agenda=listed))
        go_on(tx, closed, status=CaseStatus.CLOSED, closed_on=TODAY)
        found = agenda.listing(tx, Scope.of("RZ"), TODAY)

        assert [(one.line.no, one.reason) for one in found] == [("RZ-2026-0002", "催办"), ("RZ-2026-0001", "催办")]
        assert len(agenda.listing(tx, EVERYWHERE, TODAY)) == 3


def test_a_case_keeps_its_priority_its_agenda_and_when_it_moved(database: Database) -> None:
    attended = a_case(priority=Priority.HIGH, agenda=Agenda(TODAY, "x"), moved_on=TODAY)
    with database.writing() as tx:
        settle(tx)
        keep(tx, attended)

        assert cases.load(tx, attended.no) == attended
