"""Papers: which revision counts, until when, and what is said of one that has run out."""

from typing import Any

from cases.papers import current
from cases.waiting import waitings
from models.definitions import ProcessDefinition
from models.terms import Length
from models.vocabulary import Subject, Unit
from tests.builders import QIU, ZHAO, Walk, file, opened, process

LETTER = "letter_of_intent"


def attached(walk: Walk, name: str = "a", at: str = "2026-07-02", **inputs: Any) -> Walk:
    return walk.do("attach-evidence", "intent", at=at, file=file(name), **({"kind": LETTER} | inputs))


def lasting() -> ProcessDefinition:
    """The small process, in which a letter of intent is good for six months."""
    return process().model_copy(update={"good_for": {LETTER: Length(6, Unit.MONTHS)}})


def running_out(walk: Walk) -> list[tuple[str, str | None]]:
    """The last day of every paper that runs out, and who hears of it."""
    found = [one for one in waitings(walk.casefile) if one.subject is Subject.EVIDENCE]
    return [(str(one.due_on), one.doer) for one in found]


def test_without_a_day_and_without_a_rule_a_paper_is_good_for_ever() -> None:
    assert running_out(attached(opened())) == []


def test_of_a_paper_with_a_last_day_the_coordinator_hears() -> None:
    assert running_out(attached(opened(), valid_until="2026-12-31")) == [("2026-12-31", "lin")]


def test_who_sees_to_the_next_one_hears_instead() -> None:
    assert running_out(attached(opened(), valid_until="2026-12-31", owner="zhao")) == [("2026-12-31", "zhao")]


def test_the_process_says_how_long_a_kind_is_good() -> None:
    assert running_out(attached(opened(lasting()))) == [("2027-01-02", "lin")]


def test_a_day_that_is_named_goes_before_the_process() -> None:
    assert running_out(attached(opened(lasting()), valid_until="2026-08-31")) == [("2026-08-31", "lin")]


def test_a_new_revision_ends_the_waiting_for_the_old_one() -> None:
    walk = attached(opened(), "a", valid_until="2026-12-31")
    attached(walk, "b", replaces=file("a")["sha256"])

    assert running_out(walk) == []
    assert [one.name for one in current(walk.casefile)] == ["b.pdf"]


def test_what_a_stage_left_behind_asked_for_is_renewed_on_the_case() -> None:
    walk = attached(opened(), "a", valid_until="2026-12-31")
    walk.do("attach-evidence", at="2026-07-03", file=file("b"), kind=LETTER, replaces=file("a")["sha256"])

    assert running_out(walk) == []


def test_the_old_revision_stays_in_the_case() -> None:
    walk = attached(attached(opened(), "a"), "b", replaces=file("a")["sha256"])

    assert [one.name for one in walk.casefile.papers] == ["a.pdf", "b.pdf"]


def test_the_journal_tells_the_same_papers() -> None:
    walk = attached(attached(opened(), "a", valid_until="2026-12-31"), "b", replaces=file("a")["sha256"])

    assert walk.folded() == walk.casefile


def test_one_file_of_a_kind_at_two_places_is_spoken_of_once() -> None:
    walk = attached(opened(), valid_until="2026-12-31")
    walk.do("attach-evidence", at="2026-07-02", file=file("a"), kind=LETTER, valid_until="2026-12-31")

    assert running_out(walk) == [("2026-12-31", "lin")]


def test_a_suspended_case_is_silent_about_its_papers() -> None:
    walk = attached(opened(), valid_until="2026-12-31")
    walk.do("suspend-case", at="2026-07-03", by=ZHAO, reason="停产", resume_on="2026-08-03")

    assert [one.silent for one in waitings(walk.casefile) if one.subject is Subject.EVIDENCE] == [True]


def test_a_revision_of_another_kind_is_refused() -> None:
    walk = attached(opened(), "a")
    how = {"file": file("b"), "kind": "photo", "replaces": file("a")["sha256"]}

    assert walk.refused("attach-evidence", "intent", at="2026-07-03", **how) == ["evidence.other_kind"]


def test_a_revision_of_what_is_not_there_is_refused() -> None:
    how = {"file": file("b"), "kind": LETTER, "replaces": "c" * 64}

    assert attached(opened()).refused("attach-evidence", "intent", at="2026-07-03", **how) == ["input.no_choice"]


def test_a_paper_that_ran_out_before_it_came_is_refused() -> None:
    how = {"file": file("a"), "kind": LETTER, "valid_until": "2026-07-01"}

    assert opened().refused("attach-evidence", "intent", at="2026-07-02", **how) == ["date.too_early"]


def test_somebody_of_another_site_cannot_see_to_the_next_one() -> None:
    how = {"file": file("a"), "kind": LETTER, "owner": QIU.login}

    assert opened().refused("attach-evidence", "intent", at="2026-07-02", **how) == ["person.no_such"]


def test_on_its_last_day_a_paper_still_counts_for_its_step() -> None:
    walk = attached(opened(), valid_until="2026-07-03")

    assert "evidence.ran_out_on_step" not in walk.refused("complete-step", "intent", at="2026-07-03")


def test_a_step_does_not_end_on_a_paper_that_has_run_out() -> None:
    walk = attached(opened(), valid_until="2026-07-03")

    assert "evidence.ran_out_on_step" in walk.refused("complete-step", "intent", at="2026-07-04")
