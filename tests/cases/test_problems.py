"""Problems: what may become of one, what recurs, what each department's answers are worth."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cases import rights
from cases.problems import turns
from cases.problems.recurring import recurrences, showings, since
from cases.problems.waiting import waitings
from models.people import Person
from models.problems import AnswerKind, Happening, Link, Problem, ProblemState
from models.refusals import Refused
from models.vocabulary import CUSTOMS, Subject
from tests.builders import LIN, MEI, QIU, ZHAO, on
from tests.builders_problems import MA, PARTIES, RULES, SHEN, TANG, by, raised, wanted

TODAY = date(2026, 7, 1)


def refusal(make: Any, *given: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        make(*given)
    return [reason.code for reason in caught.value.reasons]


def answered(one: Problem, at: str = "2026-07-03") -> Problem:
    return turns.answer(one, AnswerKind.SOLVED, "已退税", RULES, by(TANG, at)).problem


# raised -----------------------------------------------------------------------------------------------------------------


def test_a_topic_gives_the_department_and_ten_working_days() -> None:
    one = raised()

    assert (one.department, one.due_on, one.referred_on) == ("tax", date(2026, 7, 15), TODAY)


def test_a_topic_may_have_a_term_of_its_own() -> None:
    assert raised(topic="clearance", chapter="").due_on == date(2026, 7, 6)


def test_what_customs_answers_itself_is_referred_to_nobody() -> None:
    one = raised(topic="classification")

    assert (one.department, one.referred_on) == (CUSTOMS, None)


def test_a_department_named_goes_before_the_topics() -> None:
    assert raised(department="commerce").department == "commerce"


def test_everything_wrong_is_said_at_once() -> None:
    ahead = on("2026-07-01").now + timedelta(minutes=1)
    wrong = wanted(text=" ", topic="weather", department="army", chapter="00", asked_at=ahead)

    assert refusal(turns.raise_problem, wrong, RULES, PARTIES, on("2026-07-01")) == [
        "problem.no_text",
        "problem.no_department",
        "problem.no_chapter",
        "problem.no_topic",
        "problem.ahead",
    ]


@pytest.mark.parametrize(
    ("chapter", "fits"), [("01", True), ("98", True), ("", True), ("99", False), ("1", False), ("x", False)]
)
def test_chapters_are_those_of_the_tariff(chapter: str, fits: bool) -> None:
    try:
        assert raised(chapter=chapter).chapter == chapter
        assert fits
    except Refused:
        assert not fits


def test_a_day_in_a_year_nobody_announced_is_provisional() -> None:
    assert [raised(at=at).provisional for at in ("2026-07-01", "2026-12-25")] == [False, True]


# answered ---------------------------------------------------------------------------------------------------------------


def test_an_answer_waits_for_the_enterprises_word() -> None:
    one = answered(raised())

    assert (one.state, one.due_on, one.revision) == (ProblemState.ANSWERED, date(2026, 7, 10), 2)


def test_an_answer_is_always_in_words() -> None:
    assert refusal(turns.answer, raised(), AnswerKind.REFUSED, " ", RULES, by(TANG)) == ["problem.no_answer"]


def test_what_is_answered_is_not_answered_again() -> None:
    assert refusal(turns.answer, answered(raised()), AnswerKind.SOLVED, "又", RULES, by(TANG)) == ["problem.not_open"]


def test_the_enterprises_word_ends_it() -> None:
    turn = turns.confirm(answered(raised()), by(LIN, "2026-07-06"))

    assert (turn.problem.state, turn.problem.is_live) == (ProblemState.CONFIRMED, False)
    assert (turn.entry.what, turn.entry.by) == (Happening.CONFIRMED, "lin")


def test_an_answer_that_did_not_help_opens_it_again_for_the_whole_term() -> None:
    one = turns.dispute(answered(raised()), RULES, by(LIN, "2026-07-06", "款还没到")).problem

    assert (one.state, one.disputed, one.due_on) == (ProblemState.OPEN, 1, date(2026, 7, 20))


def test_nobody_confirms_what_was_not_answered() -> None:
    assert refusal(turns.confirm, raised(), by(LIN)) == ["problem.not_answered"]


@pytest.mark.parametrize("turn", [turns.reject, turns.withdraw])
def test_sending_back_and_withdrawing_need_a_reason(turn: Any) -> None:
    assert refusal(turn, raised(), by(TANG)) == ["reason.missing"]


def test_a_problem_sent_back_is_customs_again_by_the_same_day() -> None:
    before = raised()
    one = turns.reject(before, by(TANG, reason="属商务职责")).problem

    assert (one.department, one.referred_on, one.due_on) == (CUSTOMS, None, before.due_on)


def test_a_problem_referred_elsewhere_has_the_whole_term_anew() -> None:
    one = turns.refer(raised(), "commerce", RULES, PARTIES, by(LIN, "2026-07-08", "属商务职责")).problem

    assert (one.department, one.due_on, one.referred_on) == ("commerce", date(2026, 7, 22), date(2026, 7, 8))


def test_it_is_not_referred_to_who_has_it() -> None:
    assert refusal(turns.refer, raised(), "tax", RULES, PARTIES, by(LIN, reason="再问")) == ["problem.same_department"]


def test_accepting_is_said_once_and_moves_no_day() -> None:
    before = raised()
    one = turns.accept(before, by(TANG)).problem

    assert (one.accepted_on, one.due_on, one.revision) == (date(2026, 7, 2), before.due_on, before.revision)
    assert refusal(turns.accept, one, by(TANG)) == ["problem.accepted"]


def test_a_step_waits_only_for_what_a_department_answers() -> None:
    own = raised(topic="classification")

    assert refusal(turns.link, own, Link("RZ-2026-0001", "intent"), by(LIN)) == ["problem.not_referred"]
    assert turns.link(own, Link("RZ-2026-0001"), by(LIN)).problem.links == (Link("RZ-2026-0001"),)


def test_a_link_to_a_step_takes_the_place_of_one_to_the_case_alone() -> None:
    one = turns.link(raised(), Link("RZ-2026-0001"), by(LIN)).problem
    one = turns.link(one, Link("RZ-2026-0001", "intent"), by(LIN)).problem

    assert one.links == (Link("RZ-2026-0001", "intent"),)
    assert refusal(turns.link, one, Link("RZ-2026-0001", "intent"), by(LIN)) == ["problem.linked"]


@pytest.mark.parametrize(
    ("one", "acts"),
    [
        (raised(), ["answer", "accept", "reject", "refer", "link", "withdraw"]),
        (raised(topic="classification"), ["answer", "refer", "link", "withdraw"]),
        (answered(raised()), ["confirm", "dispute", "withdraw"]),
        (turns.withdraw(raised(), by(LIN, reason="重复登记")).problem, []),
    ],
)
def test_only_what_is_possible_is_offered(one: Problem, acts: list[str]) -> None:
    assert [act.removesuffix("-problem") for act in turns.possible(one)] == acts


# who may ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "able"),
    [
        (LIN, rights.PROBLEMS),
        (ZHAO, rights.PROBLEMS),
        (MEI, ("raise-problem", "link-problem")),
        (QIU, ()),
        (TANG, rights.ANSWERING),
        (MA, rights.ANSWERING),
        (SHEN, ()),
        (replace(TANG, site="QD"), ()),
        (replace(TANG, active=False), ()),
        (replace(TANG, party=""), ()),
    ],
)
def test_whoever_was_asked_first_sees_to_it_and_the_department_answers(who: Person, able: tuple[str, ...]) -> None:
    acts = [one for one in rights.PROBLEMS if one != "raise-problem"]

    assert [one for one in acts if not rights.may_handle(who, one, raised())] == [one for one in acts if one in able]


def test_a_department_sees_what_it_was_asked_and_nothing_else() -> None:
    own, others = raised(), raised(department="commerce")

    assert [rights.may_see(TANG, one) for one in (own, others)] == [True, False]
    assert not rights.may_see(TANG, turns.reject(own, by(TANG, reason="非我职责")).problem)


# what it waits for ------------------------------------------------------------------------------------------------------


def test_the_department_hears_at_once_and_the_answer_is_waited_for() -> None:
    found = {one.subject: one for one in waitings(raised(), LIN, RULES)}

    assert (found[Subject.ASKED].due_on, found[Subject.ASKED].answer_by) == (TODAY, date(2026, 7, 15))
    assert (found[Subject.PROBLEM].ladder, found[Subject.PROBLEM].holder) == ("problem", "tax")
    assert found[Subject.PROBLEM].supervisor == LIN.supervisor


def test_an_answered_problem_waits_for_the_enterprise_and_one_that_is_over_for_nothing() -> None:
    one = answered(raised())

    assert [(it.ladder, it.holder) for it in waitings(one, LIN, RULES)] == [("problem-answered", "enterprise")]
    assert waitings(turns.confirm(one, by(LIN)).problem, LIN, RULES) == ()


# what many have in common -----------------------------------------------------------------------------------------------


def test_three_of_a_kind_are_proposed_for_the_meeting_and_two_are_not() -> None:
    three = [raised(no=f"RZ-2026-W000{number}") for number in (1, 2, 3)]
    two = [raised(no=f"RZ-2026-W000{number}", chapter="84") for number in (4, 5)]

    assert [(len(one.problems), one.proposed) for one in recurrences([*two, *three], RULES.recurring)] == [
        (3, True),
        (2, False),
    ]


def test_what_was_withdrawn_makes_no_pattern() -> None:
    gone = turns.withdraw(raised(no="RZ-2026-W0003"), by(LIN, reason="重复登记")).problem

    assert recurrences([raised(), gone], RULES.recurring) == ()


def test_a_pattern_is_looked_for_within_a_year() -> None:
    assert since(RULES.recurring, date(2026, 7, 1)) == date(2025, 7, 1)


def test_a_departments_rates_are_of_what_the_enterprise_said() -> None:
    helped = turns.confirm(answered(raised(no="RZ-2026-W0001")), by(LIN)).problem
    disputed = turns.dispute(answered(raised(no="RZ-2026-W0002")), RULES, by(LIN, "2026-07-06", "没到账")).problem
    waiting = raised(no="RZ-2026-W0003", chapter="84")
    (one,) = showings([helped, disputed, waiting], date(2026, 7, 16))

    assert (one.confirmation, one.recurrence) == (0.5, 1 / 3)
    assert (one.problems, one.answered, one.late) == (3, 1, 1)


def test_rates_nobody_spoke_of_are_none() -> None:
    (one,) = showings([raised()], TODAY)

    assert one.confirmation is None
