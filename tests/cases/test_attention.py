"""Priority and agenda: who may, and that a closed case asks for nobody's attention."""

from models.people import CLOCK, Person
from models.vocabulary import Priority, Role
from tests.builders import LIN, ZHAO, day, opened

TODAY = "2026-07-02"
SECRETARY = Person("sec", "书", Role.SECRETARY, "RZ")


def test_a_supervisor_and_the_clock_raise_the_priority() -> None:
    assert opened().do("raise-priority", at=TODAY, by=ZHAO).casefile.priority is Priority.HIGH
    assert opened().do("raise-priority", at=TODAY, by=CLOCK).casefile.priority is Priority.HIGH
    assert opened().refused("raise-priority", at=TODAY, by=LIN) == ["rights.role"]


def test_it_is_raised_once_and_lowered_by_a_person() -> None:
    walk = opened().do("raise-priority", at=TODAY, by=CLOCK)

    assert walk.refused("raise-priority", at=TODAY, by=ZHAO) == ["priority.high"]
    assert walk.refused("lower-priority", at=TODAY, by=CLOCK) == ["rights.role"]
    assert walk.do("lower-priority", at=TODAY, by=ZHAO).casefile.priority is Priority.NORMAL


def test_the_secretary_keeps_the_agenda() -> None:
    walk = opened().do("put-on-agenda", at=TODAY, by=SECRETARY, reason="商务部门请求")

    assert walk.casefile.agenda is not None
    assert (walk.casefile.agenda.since, walk.casefile.agenda.reason) == (day(TODAY), "商务部门请求")
    assert walk.do("take-off-agenda", at="2026-07-09", by=SECRETARY).casefile.agenda is None


def test_a_case_stands_on_the_agenda_once() -> None:
    walk = opened().do("put-on-agenda", at=TODAY, by=ZHAO)

    assert walk.refused("put-on-agenda", at="2026-07-03", by=ZHAO) == ["agenda.there"]
    assert opened().refused("take-off-agenda", at=TODAY, by=ZHAO) == ["agenda.not_there"]


def test_a_closed_case_asks_for_nobodys_attention() -> None:
    walk = opened().do("raise-priority", at=TODAY, by=ZHAO).do("put-on-agenda", at=TODAY, by=ZHAO)
    walk.do("close-case", at=TODAY, by=ZHAO, reason="撤回")

    assert (walk.casefile.priority, walk.casefile.agenda) == (Priority.NORMAL, None)
