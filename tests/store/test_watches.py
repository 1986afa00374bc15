"""Watches."""

from datetime import timedelta

import pytest

from models.casefile import CaseFile
from models.people import EVERYWHERE, Scope
from models.waiting import Watch
from store import watches
from store.database import Database
from tests.builders_store import NOW, a_case, go_on, keep, settle, waiting

FIRST, OTHER = a_case("RZ-2026-0001"), a_case("QD-2026-0001", coordinator="qiu")
HOUR = timedelta(hours=1)
INTENT, SURVEY, ELSEWHERE = (
    waiting(case, step).key for case, step in ((FIRST, "intent"), (FIRST, "survey"), (OTHER, "intent"))
)


def watch(case: CaseFile, step: str, hours: int | None) -> Watch:
    return Watch(waiting(case, step), None if hours is None else NOW + hours * HOUR)


@pytest.fixture(autouse=True)
def _watched(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        keep(tx, FIRST, [watch(FIRST, "intent", 0), watch(FIRST, "survey", 2), watch(FIRST, "quiet", None)])
        keep(tx, OTHER, [watch(OTHER, "intent", 0)])


def keys(found: list[Watch]) -> list[str]:
    return [one.waiting.key for one in found]


def test_what_is_due_is_found_the_oldest_first(database: Database) -> None:
    with database.reading() as tx:
        assert keys(watches.due(tx, NOW - HOUR, site="RZ", limit=9)) == []
        assert keys(watches.due(tx, NOW + 2 * HOUR, site="RZ", limit=9)) == [INTENT, SURVEY]
        assert keys(watches.due(tx, NOW + 2 * HOUR, site="QD", limit=9)) == [ELSEWHERE]


def test_batches_go_on_after_the_last_one_seen(database: Database) -> None:
    with database.reading() as tx:
        (first,) = watches.due(tx, NOW + 2 * HOUR, site="RZ", limit=1)
        assert first.look_at
        rest = watches.due(tx, NOW + 2 * HOUR, site="RZ", limit=9, after=(first.look_at, first.waiting.key))

        assert keys([first, *rest]) == [INTENT, SURVEY]


def test_a_watch_comes_back_whole(database: Database) -> None:
    with database.reading() as tx:
        assert watches.of_case(tx, FIRST.no)[0] == watch(FIRST, "intent", 0)


def test_looking_again_later_takes_it_from_the_due(database: Database) -> None:
    with database.writing() as tx:
        watches.set_look_at(tx, {(ELSEWHERE, 1): NOW + HOUR, (INTENT, 1): None})

        assert keys(watches.due(tx, NOW, site="RZ", limit=9)) == []


def test_a_deadline_that_moved_meanwhile_keeps_its_own_moment(database: Database) -> None:
    with database.writing() as tx:
        watches.set_look_at(tx, {(INTENT, 7): None})

        assert INTENT in keys(watches.due(tx, NOW, site="RZ", limit=9))


def test_an_act_replaces_the_watches_of_its_case_only(database: Database) -> None:
    with database.writing() as tx:
        go_on(tx, FIRST)

        assert keys(watches.all_open(tx, EVERYWHERE)) == [ELSEWHERE]


def test_all_that_waits_can_be_asked_by_site_and_case(database: Database) -> None:
    with database.reading() as tx:
        assert len(watches.all_open(tx, Scope.of("RZ"))) == 3
        assert len(watches.all_open(tx, Scope.of("RZ"), cases=[OTHER.no])) == 0
        assert len(watches.all_open(tx, Scope.of())) == 0


def test_watches_can_be_looked_up_by_their_keys(database: Database) -> None:
    with database.reading() as tx:
        assert set(watches.by_keys(tx, [ELSEWHERE, "gone"])) == {ELSEWHERE}
