"""The benefit ledger: what each department owes, and how much of it came in time."""

from cases.benefits import Ledger, Owed, benefits_of, ledgers
from tests.builders import day
from tests.shipped import REGIMES, RULEBOOK

TODAY = day("2026-09-01")


def owed(holder: str = "finance", due: str = "2026-08-03", delivered: str = "") -> Owed:
    return Owed(holder, day(due), day(delivered) if delivered else None)


def test_each_department_has_its_own_ledger() -> None:
    found = ledgers([owed(), owed("commerce"), owed()], TODAY)

    assert [(one.holder, one.owed) for one in found] == [("commerce", 1), ("finance", 2)]


def test_what_came_late_was_delivered_but_not_in_time() -> None:
    (one,) = ledgers(
        [owed(delivered="2026-08-03"), owed(delivered="2026-08-04"), owed(), owed(due="2026-10-09")], TODAY
    )

    assert one == Ledger("finance", owed=4, delivered=2, in_time=1, overdue=1)
    assert one.percent == 33


def test_a_day_that_was_over_before_it_was_owed_here_spoils_no_rate() -> None:
    taken_over = Owed("finance", day("2025-06-17"), day("2026-07-23"), since=day("2026-07-22"))
    still_owed = Owed("finance", day("2025-06-17"), None, since=day("2026-07-22"))
    (alone,) = ledgers([taken_over, still_owed], TODAY)
    (among_others,) = ledgers([taken_over, still_owed, owed(delivered="2026-08-03")], TODAY)

    assert (alone.delivered, alone.overdue, alone.percent) == (1, 1, None)
    assert among_others.percent == 100


def test_nothing_is_said_of_a_department_of_which_nothing_was_due() -> None:
    (one,) = ledgers([owed(due="2026-10-09")], TODAY)

    assert one.percent is None


def test_the_shipped_processes_say_who_owes_what() -> None:
    found = benefits_of(RULEBOOK.processes["aeo-advanced"], REGIMES["CN-282"])

    assert found["benefit-finance"] == "finance"
    assert set(found.values()) == {"customs", "finance", "commerce"}
