"""What acts do to a ladder that is being climbed: they end it, hold it, or begin it anew."""

from models.people import EVERYWHERE
from models.vocabulary import MessageState
from store import outbox
from store.database import Database
from tests.jobs.test_consequences import do
from tests.jobs.test_nagging import Postman, send, swept


def sent(office: Database, person: str, step: str) -> list[tuple[int, str]]:
    """Revision and rung of every message that reached somebody about a step, each once."""
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=MessageState.SENT, person=person, limit=1000).items
    return sorted({(one.revision, one.rung) for one in found if one.step == step and "/target/" in one.key})


def morning(office: Database, day: str) -> None:
    swept(office, f"{day}T08:00")
    send(office, f"{day}T08:40", Postman())


def test_a_moved_date_starts_a_new_ladder(office: Database) -> None:
    morning(office, "2026-11-05")
    do(office, "extend-deadline", "2026-11-05T09:00", by="zhao", step="intent", days="2")
    morning(office, "2026-11-09")

    assert sent(office, "lin", "intent") == [(1, "T"), (2, "T")]


def test_somebody_new_hears_the_highest_rung_only(office: Database) -> None:
    morning(office, "2026-11-05")
    morning(office, "2026-11-10")
    do(office, "assign", "2026-11-10T09:00", by="zhao", step="intent", to="zhao")
    morning(office, "2026-11-11")

    assert sent(office, "zhao", "intent") == [(1, "T+3")]


def test_a_step_done_is_not_spoken_of_and_reopened_begins_anew(office: Database) -> None:
    morning(office, "2026-11-09")
    do(office, "waive-step", "2026-11-09T09:00", by="zhao", step="look-back")
    before = sent(office, "lin", "look-back")
    morning(office, "2026-11-16")
    assert sent(office, "lin", "look-back") == before

    do(office, "reopen-step", "2026-11-16T09:00", by="zhao", step="look-back")
    morning(office, "2026-11-30")
    assert {revision for revision, _ in sent(office, "lin", "look-back")} == {1, 2}


def test_a_question_holds_the_ladder_and_the_answer_goes_on_with_the_days_credited(office: Database) -> None:
    do(office, "ask-party", "2026-11-04T09:00", by="lin", step="intent", party="enterprise", question="？")
    morning(office, "2026-11-13")
    assert sent(office, "lin", "intent") == []

    do(office, "record-answer", "2026-11-13T09:00", by="lin", step="intent", answer="有")
    morning(office, "2026-11-16")
    assert [rung for _, rung in sent(office, "lin", "intent")] == ["T"]


def test_three_pauses_of_a_case_are_all_credited_and_nothing_is_late(office: Database) -> None:
    """T6."""
    for stop, on in (("03", "10"), ("11", "18"), ("19", "26")):
        do(office, "suspend-case", f"2026-11-{stop}T09:00", by="zhao", resume_on=f"2026-11-{on}")
        do(office, "resume-case", f"2026-11-{on}T09:00", by="zhao")
    morning(office, "2026-11-26")

    assert all(not rung.startswith("T+") for _, rung in sent(office, "lin", "intent"))
