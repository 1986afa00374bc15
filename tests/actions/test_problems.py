"""Problems kept with their history, and the steps of cases that wait for their answers."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from actions.answer_problem import answer_problem
from actions.link_problem import link_problem
from actions.open_case import open_case
from actions.refer_problem import refer_problem
from actions.reject_problem import reject_problem
from actions.withdraw_problem import withdraw_problem
from models.casefile import Step
from models.people import EVERYWHERE, HOST, Scope
from models.problems import AnswerKind, Happening, Problem, ProblemState
from models.refusals import Missing, Refused
from models.vocabulary import CUSTOMS
from store import cases, definitions, journal, problems, watches
from tests import databases
from tests.builders import LIN, MEI, QIU, SHANGHAI
from tests.builders_problems import SHEN, TANG, record, settle_partners
from tests.builders_store import uscc
from tests.shipped import RULEBOOK

NOW = datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)
TODAY = NOW.date()
STEP = "intent"


@pytest.fixture
def tx(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Three enterprises with a case each: two of Lin's, one of Mei's."""
    database = databases.copy_of(tmp_path_factory.getbasetemp() / "template.db", tmp_path / "problems.db")
    with database.writing() as tx:
        definitions.publish(tx, RULEBOOK, "host", NOW)
        settle_partners(tx, NOW)
        for number, coordinator in enumerate(("lin", "lin", "mei"), start=1):
            given: dict[str, Any] = {
                "site": "RZ",
                "enterprise": uscc(number),
                "process": "aeo-advanced",
                "coordinator": coordinator,
            }
            open_case(tx, **given, actor=HOST, now=NOW, zone=SHANGHAI)
        yield tx
    database.close()


def do(act: Any, tx: Connection, no: str, who: Any, at: datetime = NOW, **given: Any) -> Problem:
    done: Problem = act(tx, no, actor=who, now=at, zone=SHANGHAI, **given)
    return done


def linked(tx: Connection) -> Problem:
    """A refund that stands in the way of all three cases."""
    one = record(tx, 1, NOW)
    for number, who in ((1, LIN), (2, LIN), (3, MEI)):
        one = do(link_problem, tx, one.no, who, case=f"RZ-2026-000{number}", step=STEP)
    return one


def steps(tx: Connection) -> list[Step]:
    found = [cases.load(tx, f"RZ-2026-000{number}").step(STEP) for number in (1, 2, 3)]
    return [one for one in found if one]


def test_a_problem_is_numbered_by_site_and_year_and_keeps_what_happened(tx: Connection) -> None:
    numbers = [record(tx, number, NOW).no for number in (1, 2)]
    history = problems.history(tx, numbers[0])

    assert numbers == ["RZ-2026-W0001", "RZ-2026-W0002"]
    assert [(one.what, one.by) for one in history] == [(Happening.RAISED, "lin")]


def test_what_is_kept_is_what_was_written(tx: Connection) -> None:
    one = linked(tx)

    assert problems.get(tx, one.no) == one


def test_nobody_the_roster_names_is_written_down_as_who_asked(tx: Connection) -> None:
    one = record(tx, 1, NOW)

    assert (one.contact, one.phone) == ("", "")


def test_three_cases_wait_for_one_answer_and_go_on_with_it(tx: Connection) -> None:
    one = linked(tx)
    assert [(step.holder, step.paused_on) for step in steps(tx)] == [("tax", TODAY)] * 3

    do(answer_problem, tx, one.no, TANG, kind=AnswerKind.SOLVED, answer="已核准，本月退付")

    assert [(step.holder, step.question) for step in steps(tx)] == [(CUSTOMS, None)] * 3


def test_the_journals_of_the_cases_say_which_problem_and_who_answered(tx: Connection) -> None:
    one = linked(tx)
    do(answer_problem, tx, one.no, TANG, kind=AnswerKind.SOLVED, answer="已核准")
    last = journal.records(tx, "RZ-2026-0003")[-1]

    assert (last.act, last.actor, last.reason) == ("record-answer", "clock", f"{one.no} 唐税")


def test_a_step_that_waits_for_a_problem_is_not_chased_by_itself(tx: Connection) -> None:
    one = linked(tx)
    waiting = [it.waiting.key for it in watches.all_open(tx, EVERYWHERE) if it.waiting.subject in ("asked", "answer")]

    assert waiting == [f"problem/{one.no}/{uscc(1)}/asked.1"]


def test_an_answer_given_by_hand_on_a_step_is_not_given_twice(tx: Connection) -> None:
    from actions.perform import perform

    one = linked(tx)
    perform(
        tx, "record-answer", "RZ-2026-0001", actor=LIN, now=NOW, zone=SHANGHAI, step=STEP, inputs={"answer": "电话答复"}
    )
    version = cases.load(tx, "RZ-2026-0001").version
    do(answer_problem, tx, one.no, TANG, kind=AnswerKind.SOLVED, answer="已核准")

    assert cases.load(tx, "RZ-2026-0001").version == version


def test_a_problem_referred_elsewhere_takes_its_steps_along(tx: Connection) -> None:
    one = linked(tx)
    do(refer_problem, tx, one.no, LIN, department="commerce", reason="属商务职责")

    assert {step.holder for step in steps(tx)} == {"commerce"}


@pytest.mark.parametrize(("act", "who"), [(reject_problem, TANG), (withdraw_problem, LIN)])
def test_a_problem_nobody_answers_lets_its_steps_go(tx: Connection, act: Any, who: Any) -> None:
    one = linked(tx)
    do(act, tx, one.no, who, reason="不属本单位职责")

    assert [(step.holder, step.question) for step in steps(tx)] == [(CUSTOMS, None)] * 3


def test_nobody_lets_a_step_wait_in_a_case_that_is_not_theirs(tx: Connection) -> None:
    one = record(tx, 1, NOW)

    with pytest.raises(Refused) as caught:
        do(link_problem, tx, one.no, LIN, case="RZ-2026-0003", step=STEP)

    assert [reason.code for reason in caught.value.reasons] == ["rights.not_own"]


@pytest.mark.parametrize("who", [SHEN, QIU])
def test_what_was_not_asked_of_them_is_missing_for_a_department_and_for_another_site(tx: Connection, who: Any) -> None:
    one = record(tx, 1, NOW)

    with pytest.raises(Missing):
        do(answer_problem, tx, one.no, who, kind=AnswerKind.SOLVED, answer="好")


def test_a_colleague_who_was_not_asked_first_is_told_who_was(tx: Connection) -> None:
    one = record(tx, 1, NOW)

    with pytest.raises(Refused) as caught:
        do(withdraw_problem, tx, one.no, MEI, reason="重复")

    assert [reason.code for reason in caught.value.reasons] == ["rights.not_handler"]


def test_the_list_is_filtered_searched_and_paged(tx: Connection) -> None:
    first, second = record(tx, 1, NOW), record(tx, 2, NOW, topic="classification", text="归类争议")
    scope = Scope.of("RZ")
    page = problems.listing(tx, scope, TODAY, limit=1)
    rest = problems.listing(tx, scope, TODAY, limit=1, cursor=page.next)
    found = [
        problems.listing(tx, scope, TODAY, **given).items
        for given in ({"department": "tax"}, {"search": "归类"}, {"search": "企业1"}, {"late": True}, {"state": "open"})
    ]

    assert (page.items, rest.items, rest.next) == ((second,), (first,), None)
    assert [[one.no[-1] for one in some] for some in found] == [["1"], ["2"], ["1"], [], ["2", "1"]]
    assert problems.listing(tx, Scope.of("QD"), TODAY).items == ()


def test_a_problem_past_its_day_is_late(tx: Connection) -> None:
    one = record(tx, 1, NOW)

    assert problems.count(tx, EVERYWHERE, one.due_on, late=True) == 0
    assert problems.count(tx, EVERYWHERE, date(2026, 12, 31), late=True) == 1


def test_answered_problems_wait_for_nothing_of_the_department(tx: Connection) -> None:
    one = record(tx, 1, NOW)
    assert problems.asked_of(tx, "RZ", "tax") == [one]

    after = do(answer_problem, tx, one.no, TANG, kind=AnswerKind.EXPLAINED, answer="按规定三个月")

    assert after.state is ProblemState.ANSWERED
    assert problems.asked_of(tx, "RZ", "tax") == []
