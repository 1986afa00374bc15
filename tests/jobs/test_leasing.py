"""One sweeper per site: the others leave the site alone, and whoever lost its lease writes nothing any more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from jobs.leasing import SECONDS, LeaseLost, leased
from jobs.sweep import sweep, sweep_site
from jobs.workers import this_worker
from models.people import EVERYWHERE
from store import leases, outbox, runs, sites, watches
from store.database import Database
from tests.jobs.conftest import ZONE

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=ZONE)
LATER = NOW + timedelta(seconds=SECONDS)


def taken(office: Database, at: datetime, by: str = "elsewhere:1:1") -> int | None:
    with office.writing() as tx:
        return leases.acquire(tx, "sweep RZ", by, at, SECONDS)


def queued(office: Database) -> int:
    with office.reading() as tx:
        return sum(outbox.counts(tx).values())


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """It happens between finding what is due and looking at it, as it may to a worker that slept."""
    found = watches.due

    def and_then(*args: Any, **more: Any) -> Any:
        batch = found(*args, **more)
        if more["limit"] > 1:  # not only whether anything is due
            happens()
        return batch

    monkeypatch.setattr("jobs.sweep.watches.due", and_then)


def test_a_sweeper_whose_lease_was_taken_over_commits_nothing(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: taken(office, LATER))
    report = sweep_site(office, "RZ", NOW, ZONE)

    assert (report.elsewhere, report.looked_at, queued(office)) == (True, 0, 0)
    with office.reading() as tx:
        assert runs.listing(tx) == []
        assert leases.holder_of(tx, "sweep RZ") == ("elsewhere:1:1", 2)


def test_a_transaction_that_began_after_the_lease_was_lost_is_rolled_back(office: Database) -> None:
    with leased(office, "sweep RZ", NOW) as lease:
        assert lease
        taken(office, LATER)
        with pytest.raises(LeaseLost), lease.writing() as tx:
            sites.add(tx, sites.Site("QD", "青岛示范点"))

    with office.reading() as tx:
        assert [one.code for one in sites.listing(tx, EVERYWHERE)] == ["RZ"]


def test_a_lease_is_kept_from_one_transaction_to_the_next(office: Database) -> None:
    with leased(office, "sweep RZ", NOW) as lease:
        assert lease
        with lease.writing():
            pass

        assert taken(office, NOW + timedelta(seconds=SECONDS - 1)) is None


def test_the_sites_of_others_are_swept_meanwhile(office: Database) -> None:
    with office.writing() as tx:
        sites.add(tx, sites.Site("QD", "青岛示范点"))
    taken(office, NOW)

    assert sweep_site(office, "RZ", NOW, ZONE).elsewhere
    assert not sweep_site(office, "QD", NOW, ZONE).elsewhere
    with office.reading() as tx:
        assert [(one.job, one.ok) for one in runs.listing(tx)] == [("sweep QD", True)]


def test_what_a_dead_process_of_this_machine_held_is_taken_at_once(office: Database) -> None:
    host, process, thread, _ = this_worker().split(":")
    taken(office, NOW, f"{host}:{process}:{thread}:another")

    assert not sweep_site(office, "RZ", NOW, ZONE).elsewhere


def test_the_next_run_writes_down_that_the_one_before_died(office: Database) -> None:
    host, process, thread, _ = this_worker().split(":")
    with office.writing() as tx:
        runs.start(tx, "sweep", NOW, by=f"{host}:{process}:{thread}:another")
    sweep(office, LATER, ZONE)

    with office.reading() as tx:
        assert [one.ok for one in runs.listing(tx)] == [True, False]
        assert runs.under_way(tx) == []
