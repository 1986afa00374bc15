"""Problems through sweep and delivery: asked at once, chased up the line, quiet once answered."""

from typing import Any

import pytest

from actions.answer_problem import answer_problem
from actions.confirm_problem import confirm_problem
from jobs.preview import preview
from models.people import EVERYWHERE
from models.problems import AnswerKind, Problem
from models.vocabulary import Channel, MessageState, Subject
from store import enterprises, outbox, people
from store.database import Database
from store.enterprises import RosterRow
from tests.builders_problems import MA, SEC, TANG, record
from tests.builders_store import uscc
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send, swept

ASKED = "2026-11-02T10:00"  # a Monday; ten working days later it is the 16th


@pytest.fixture
def asked(office: Database) -> Problem:
    """Lin recorded a refund that the tax authority is to answer."""
    with office.writing() as tx:
        for person in (MA, TANG, SEC):
            people.add(tx, person, at(ASKED))
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(1), "企业1")], at(ASKED))
        return record(tx, 1, at(ASKED), people.get(tx, "lin"))


def told(office: Database, day: str) -> set[tuple[str, str]]:
    """Who heard which rung of the problem's ladders that day."""
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.QUEUED, limit=1000).items
    about = [one for one in found if one.waiting.problem and one.channel is Channel.INBOX]
    return {(one.person, one.rung) for one in about if one.planned_on.isoformat() == day}


def act(office: Database, do: Any, problem: Problem, by: str, now: str, **given: Any) -> None:
    with office.writing() as tx:
        do(tx, problem.no, actor=people.get(tx, by), now=at(now), zone=ZONE, **given)


def text_to(postman: Postman, address: str) -> str:
    return "\n".join(one.letter.text for one in postman.carried if one.to == address)


def test_the_department_gets_a_letter_at_once_with_the_link_to_answer(office: Database, asked: Problem) -> None:
    postman = Postman()
    swept(office, "2026-11-02T14:00")
    send(office, "2026-11-02T14:10", postman)
    text = text_to(postman, "tang@tax.example")

    assert "“退税申报三个月没有结果”请贵单位于 2026-11-16 前答复" in text
    assert f"http://desk/asked/{asked.no}\n" in text
    assert asked.no not in text_to(postman, "lin@example.com")


@pytest.mark.parametrize(
    ("day", "rung", "hearers"),
    [
        ("2026-11-11", "T-3", {"lin", "ma", "tang"}),
        ("2026-11-17", "T+1", {"lin", "ma", "tang"}),
        ("2026-11-19", "T+3", {"lin", "ma", "tang", "zhao"}),
        ("2026-11-23", "T+5", {"lin", "ma", "zhao", "sec"}),
        ("2026-11-30", "T+10", {"lin", "ma", "zhao", "sec"}),
    ],
)
def test_it_climbs_to_the_departments_lead_and_to_the_secretary(
    office: Database, asked: Problem, day: str, rung: str, hearers: set[str]
) -> None:
    swept(office, f"{day}T08:00")

    assert told(office, day) - {("ma", "T"), ("tang", "T")} == {(login, rung) for login in hearers}


def test_once_answered_the_department_is_quiet_and_the_first_asked_passes_it_on(
    office: Database, asked: Problem
) -> None:
    act(office, answer_problem, asked, "tang", "2026-11-18T09:00", kind=AnswerKind.SOLVED, answer="已核准")
    swept(office, "2026-11-18T14:00")
    assert told(office, "2026-11-18") == {("lin", "T-5")}

    swept(office, "2026-12-02T08:00")

    assert told(office, "2026-12-02") == {("lin", "T+5"), ("zhao", "T+5")}


def test_a_confirmed_problem_is_not_heard_of_again(office: Database, asked: Problem) -> None:
    act(office, answer_problem, asked, "tang", "2026-11-03T09:00", kind=AnswerKind.SOLVED, answer="已核准")
    act(office, confirm_problem, asked, "lin", "2026-11-04T09:00")
    swept(office, "2026-12-02T08:00")

    assert told(office, "2026-12-02") == set()


def test_tomorrows_outbox_knows_of_it(office: Database, asked: Problem) -> None:
    with office.reading() as tx:
        foreseen = preview(tx, at("2026-11-17T08:00").date(), at(ASKED), ZONE, EVERYWHERE)
    about = {one.person for one in foreseen.messages if one.subject is Subject.PROBLEM}

    assert about == {"lin", "ma", "tang"}


def test_without_accounts_whoever_was_asked_first_passes_it_on(office: Database) -> None:
    with office.writing() as tx:
        enterprises.upsert(tx, "RZ", [RosterRow(uscc(1), "企业1")], at(ASKED))
        record(tx, 1, at(ASKED), people.get(tx, "lin"))
    swept(office, "2026-11-17T08:00")

    assert told(office, "2026-11-17") == {("lin", "T+1")}
