"""A story: a question to the tax authority blocks three cases, is asked, chased, answered once, and all three go on."""

from datetime import date, datetime

import pytest

from actions.answer_problem import answer_problem
from actions.confirm_problem import confirm_problem
from actions.link_problem import link_problem
from actions.open_case import open_case
from models.casefile import Step
from models.people import EVERYWHERE, HOST, Person
from models.problems import AnswerKind, Problem, ProblemState
from models.vocabulary import CUSTOMS, Channel, MessageState, Role
from store import cases, enterprises, outbox, people, problems
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_problems import MA, SEC, TANG, record
from tests.builders_store import uscc
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send, swept

STEP = "look-back"
CASES = ("RZ-2026-0002", "RZ-2026-0003", "RZ-2026-0004")
MONDAY, TUESDAY = "2026-11-02T10:00", "2026-11-24T09:00"


@pytest.fixture
def asked(office: Database) -> Problem:
    """Three enterprises wait for their refunds: Lin was asked first and has two of the cases, Mei has the third."""
    now = at(MONDAY)
    with office.writing() as tx:
        for person in (MA, TANG, SEC, Person("mei", "梅", Role.COORDINATOR, "RZ", "zhao", "mei@example.com")):
            people.add(tx, person, now)
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(number), f"企业{number}") for number in (1, 2, 3)], now)
        for number, coordinator in enumerate(("lin", "lin", "mei"), start=1):
            open_case(
                tx,
                site="RZ",
                enterprise=uscc(number),
                process="aeo-advanced",
                coordinator=coordinator,
                actor=HOST,
                now=now,
                zone=ZONE,
            )
        one = record(tx, 1, now, people.get(tx, "lin"))
        for no, login in zip(CASES, ("lin", "lin", "mei"), strict=True):
            one = link_problem(tx, one.no, case=no, step=STEP, actor=people.get(tx, login), now=now, zone=ZONE)
    return one


def steps(office: Database) -> list[Step]:
    with office.reading() as tx:
        found = [cases.load(tx, no).step(STEP) for no in CASES]
    return [one for one in found if one]


def answer(office: Database, one: Problem, now: datetime) -> None:
    with office.writing() as tx:
        tang = people.get(tx, "tang")
        answer_problem(tx, one.no, kind=AnswerKind.SOLVED, answer="已核准，本月退付", actor=tang, now=now, zone=ZONE)


def queued(office: Database) -> set[tuple[str, str]]:
    """Who is to hear of the problem, and which case's step the others hear of."""
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=1000).items
    inbox = [one for one in found if one.channel is Channel.INBOX]
    return {(one.person, one.waiting.problem or f"{one.case}/{one.step}") for one in inbox}


def test_while_they_wait_the_tax_authority_has_the_ball_and_the_clocks_stand_still(
    office: Database, asked: Problem
) -> None:
    assert [(one.holder, one.paused_on) for one in steps(office)] == [("tax", date(2026, 11, 2))] * 3


def test_it_is_asked_once_and_chased_once_for_all_three(office: Database, asked: Problem) -> None:
    postman = Postman()
    swept(office, "2026-11-02T14:00")
    send(office, "2026-11-02T14:10", postman)
    swept(office, "2026-11-23T08:00")
    heard = {who for who, about in queued(office) if about == asked.no}

    assert len([one for one in postman.carried if one.to == "tang@tax.example"]) == 1
    assert heard == {"lin", "ma", "zhao", "sec"}
    assert not any(about in {f"{no}/{STEP}" for no in CASES} for _, about in queued(office))


def test_one_answer_lets_all_three_go_on_with_the_days_given_back(office: Database, asked: Problem) -> None:
    before = [one.target.due_on for one in steps(office) if one.target]
    answer(office, asked, at(TUESDAY))
    after = [one.target for one in steps(office) if one.target]

    assert [one.holder for one in steps(office)] == [CUSTOMS] * 3
    assert [one.credited for one in after] == [16] * 3
    assert all(now.due_on > then for now, then in zip(after, before, strict=True))


def test_then_it_is_passed_on_and_the_enterprises_word_ends_it(office: Database, asked: Problem) -> None:
    answer(office, asked, at(TUESDAY))
    swept(office, "2026-11-25T08:00")
    assert {who for who, about in queued(office) if about == asked.no} == {"lin"}

    with office.writing() as tx:
        confirm_problem(tx, asked.no, actor=people.get(tx, "lin"), now=at("2026-11-25T09:00"), zone=ZONE)

    with office.reading() as tx:
        assert problems.get(tx, asked.no).state is ProblemState.CONFIRMED
