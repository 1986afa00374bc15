"""Many cases at once: each by itself, at the version somebody saw, and what is refused keeps no other back."""

import pytest

from actions.perform import perform
from jobs.bulk import MOST, Bulk, Row, carry_out_all, try_out
from models.people import Person
from models.refusals import Invalid
from models.vocabulary import Role
from store import cases, people
from store.database import Database
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_counts import open_more
from tests.jobs.test_nagging import at

NO = "RZ-2026-0001"
NUMBERS = [NO, "RZ-2026-0002", "RZ-2026-0003"]
NOW = at("2026-11-16T10:00")


@pytest.fixture
def three(office: Database) -> Database:
    """Lin's three cases, and Chen, who could take them."""
    open_more(office, range(2), MONDAY)
    with office.writing() as tx:
        people.add(tx, Person("chen", "陈立", Role.COORDINATOR, "RZ", "zhao", "chen@example.com"), MONDAY)
    return office


def bulk(office: Database, act: str = "assign", by: str = "zhao", **inputs: str) -> Bulk:
    with office.reading() as tx:
        return Bulk(act=act, actor=people.get(tx, by), now=NOW, zone=ZONE, inputs=inputs, reason="林晓岚休假")


def tried(office: Database, errand: Bulk, numbers: list[str]) -> list[Row]:
    with office.reading() as tx:
        return try_out(tx, errand, numbers)


def coordinators(office: Database) -> list[str | None]:
    with office.reading() as tx:
        return [cases.load(tx, no).coordinator for no in NUMBERS]


def seen(rows: list[Row]) -> dict[str, int]:
    return {row.no: row.version for row in rows if row.good}


def test_looking_at_it_changes_nothing(three: Database) -> None:
    assert all(row.good for row in tried(three, bulk(three, to="chen"), NUMBERS))
    assert coordinators(three) == ["lin"] * 3


def test_all_that_could_be_are_done(three: Database) -> None:
    errand = bulk(three, to="chen")
    done = carry_out_all(three, errand, seen(tried(three, errand, NUMBERS)))

    assert [row.good for row in done] == [True] * 3
    assert coordinators(three) == ["chen"] * 3


def test_a_case_somebody_has_changed_meanwhile_stays_and_keeps_no_other_back(three: Database) -> None:
    errand = bulk(three, to="chen")
    versions = seen(tried(three, errand, NUMBERS))
    with three.writing() as tx:
        perform(tx, "note", NUMBERS[1], actor=people.get(tx, "lin"), now=NOW, zone=ZONE, inputs={"text": "企业来电"})
    done = carry_out_all(three, errand, versions)

    assert [[one.code for one in row.against] for row in done] == [[], ["stale"], []]
    assert coordinators(three) == ["chen", "lin", "chen"]


def test_what_cannot_be_says_why_for_each(three: Database) -> None:
    with three.writing() as tx:
        perform(tx, "assign", NO, actor=people.get(tx, "zhao"), now=NOW, zone=ZONE, inputs={"to": "chen"})
    rows = tried(three, bulk(three, to="chen"), [*NUMBERS, "RZ-2026-0099"])

    assert [[one.code for one in row.against] for row in rows] == [["assign.same"], [], [], ["case_missing"]]


def test_who_works_on_cases_cannot_give_them_away(three: Database) -> None:
    rows = tried(three, bulk(three, by="lin", to="chen"), NUMBERS)

    assert [row.good for row in rows] == [False] * 3


def test_a_case_one_must_not_see_is_not_there(three: Database) -> None:
    foreign = Person("qiu", "邱", Role.SUPERVISOR, "QD", None, "")
    errand = Bulk(act="raise-priority", actor=foreign, now=NOW, zone=ZONE)
    rows = [*tried(three, errand, NUMBERS), *carry_out_all(three, errand, dict.fromkeys(NUMBERS, 99))]

    assert {(row.enterprise, row.version, *(one.code for one in row.against)) for row in rows} == {
        ("", 0, "case_missing")
    }


def test_urging_leaves_out_what_was_urged_today(three: Database) -> None:
    with three.writing() as tx:
        perform(tx, "urge", NO, step="intent", actor=people.get(tx, "zhao"), now=NOW, zone=ZONE)
    errand = bulk(three, "urge")
    (row,) = carry_out_all(three, errand, seen(tried(three, errand, [NO])))
    with three.reading() as tx:
        urged = [step.key for step in cases.load(tx, NO).live_steps if step.urged_on]

    assert row.good
    assert len(urged) > 1


def test_urging_reaches_every_late_step_of_a_case(three: Database) -> None:
    errand = bulk(three, "urge")
    carry_out_all(three, errand, seen(tried(three, errand, NUMBERS)))
    with three.reading() as tx:
        casefile = cases.load(tx, NO)

    urged = {step.key for step in casefile.live_steps if step.urged_on}
    assert (
        urged == {step.key for step in casefile.live_steps if step.target and step.target.due_on < NOW.date()} != set()
    )


def test_a_case_with_nothing_late_is_not_urged(three: Database) -> None:
    early = Bulk(act="urge", actor=bulk(three).actor, now=MONDAY, zone=ZONE)

    assert {one.code for row in tried(three, early, NUMBERS) for one in row.against} == {"bulk.nothing_late"}


@pytest.mark.parametrize(
    ("act", "numbers", "code"),
    [
        ("close-case", NUMBERS, "bulk.no_such"),
        ("assign", [], "bulk.none"),
        ("assign", [f"RZ-2026-{one:04}" for one in range(MOST + 1)], "bulk.too_many"),
    ],
)
def test_what_is_not_for_many_is_refused_as_a_whole(three: Database, act: str, numbers: list[str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        tried(three, bulk(three, act), numbers)

    assert [one.code for one in refused.value.reasons] == [code]
