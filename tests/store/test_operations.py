"""Leases, runs and the instance."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from store import instance, leases, runs
from store.database import Database
from tests.builders_store import NOW

MINUTE = timedelta(minutes=1)


def test_a_lease_has_one_holder(database: Database) -> None:
    with database.writing() as tx:
        assert leases.acquire(tx, "sweep", "one", NOW, 60) == 1
        assert leases.acquire(tx, "sweep", "two", NOW, 60) is None
        assert leases.acquire(tx, "sweep", "one", NOW + MINUTE / 2, 60) == 1


def test_an_expired_lease_goes_over_with_a_higher_epoch(database: Database) -> None:
    with database.writing() as tx:
        leases.acquire(tx, "sweep", "one", NOW, 60)

        assert leases.acquire(tx, "sweep", "two", NOW + MINUTE, 60) == 2
        assert leases.release(tx, "sweep", "one", 1) is False


def test_whoever_lost_the_lease_cannot_keep_it(database: Database) -> None:
    with database.writing() as tx:
        leases.acquire(tx, "sweep", "one", NOW, 60)
        assert leases.keep(tx, "sweep", "one", 1, NOW + 2 * MINUTE)
        assert leases.acquire(tx, "sweep", "two", NOW + MINUTE, 60) is None
        assert leases.acquire(tx, "sweep", "two", NOW + 2 * MINUTE, 60) == 2

        assert not leases.keep(tx, "sweep", "one", 1, NOW + 3 * MINUTE)


def test_a_released_lease_is_free_at_once(database: Database) -> None:
    with database.writing() as tx:
        leases.acquire(tx, "sweep", "one", NOW, 60)

        assert leases.release(tx, "sweep", "one", 1) is True
        assert leases.acquire(tx, "sweep", "two", NOW, 60) == 2


def test_of_many_at_once_one_gets_the_lease(database: Database) -> None:
    def try_it(number: int) -> int | None:
        with database.writing() as tx:
            return leases.acquire(tx, "sweep", str(number), NOW, 60)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(map(str, pool.map(try_it, range(6)))) == ["1"] + ["None"] * 5


def test_the_last_good_run_is_remembered(database: Database) -> None:
    with database.writing() as tx:
        good = runs.start(tx, "sweep", NOW)
        runs.end(tx, good, NOW + MINUTE, ok=True, report="12 looked at")
        bad = runs.start(tx, "sweep", NOW + MINUTE)
        runs.end(tx, bad, NOW + 2 * MINUTE, ok=False)
        runs.start(tx, "sweep", NOW + 3 * MINUTE)

        assert runs.last_good(tx, "sweep") == NOW
        assert runs.last_good(tx, "deliver") is None
        assert [one.ok for one in runs.listing(tx, job="sweep")] == [None, False, True]


def test_a_run_that_went_wrong_has_ended_one_that_died_has_not(database: Database) -> None:
    with database.writing() as tx:
        runs.end(tx, runs.start(tx, "sweep", NOW), NOW + MINUTE, ok=False)
        runs.start(tx, "sweep", NOW + 3 * MINUTE)

        assert runs.last_ended(tx, "sweep") == NOW


def test_old_runs_are_forgotten_except_the_last_good_one(database: Database) -> None:
    with database.writing() as tx:
        for number in range(3):
            runs.end(tx, runs.start(tx, "sweep", NOW + number * MINUTE), NOW, ok=number < 2)

        assert runs.forget(tx, NOW + 10 * MINUTE) == 2
        assert runs.last_good(tx, "sweep") == NOW + MINUTE


def test_a_database_keeps_the_marker_it_got_first(database: Database) -> None:
    with database.writing() as tx:
        assert instance.get(tx) is None
        instance.begin(tx, "first")

        assert instance.begin(tx, "second").marker == "first"


def test_delivery_is_held_with_a_reason_until_released(database: Database) -> None:
    with database.writing() as tx:
        instance.begin(tx, "marker")
        instance.hold(tx, "restored")
        assert instance.found(tx) == instance.Instance("marker", True, "restored")
        instance.release(tx)

        assert instance.found(tx) == instance.Instance("marker", False, "")
