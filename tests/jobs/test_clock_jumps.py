"""A clock that jumps ahead and is set right again: one letter each for what is due then, and nothing of it a second time."""

from collections import Counter
from datetime import timedelta

import pytest

from jobs.sweep import sweep
from notifications.channels import DeliveryError
from store import leases, runs
from store.database import Database
from tests.jobs.conftest import ZONE
from tests.jobs.test_nagging import Postman, at, send

RIGHT = "2026-11-16T08:40"
JUMPS = {"a day": "2026-11-17T08:40", "a year": "2027-11-16T08:40"}
jumps = pytest.mark.parametrize("ahead", JUMPS.values(), ids=JUMPS)


def works(office: Database, moment: str, postman: Postman) -> int:
    """A sweep and a delivery by a clock that shows this; how many messages the letters hold that left."""
    before = len(postman.carried)
    sweep(office, at(moment), ZONE)
    send(office, moment, postman)
    return sum(len(one.keys) for one in postman.carried[before:])


@jumps
def test_a_jump_ahead_is_no_burst(office: Database, ahead: str) -> None:
    postman = Postman()
    assert works(office, RIGHT, postman)
    first = len(postman.carried)
    works(office, ahead, postman)

    assert max(Counter(one.to for one in postman.carried[first:]).values(), default=0) <= 1


@jumps
def test_set_right_again_nothing_is_said_a_second_time(office: Database, ahead: str) -> None:
    postman = Postman()
    works(office, RIGHT, postman)
    works(office, ahead, postman)
    works(office, RIGHT, postman)
    works(office, "2026-11-16T14:10", postman)

    keys = Counter(key for one in postman.carried for key in one.keys)
    assert set(keys.values()) == {1}


def test_two_hours_back_what_was_sent_stays_sent(office: Database) -> None:
    postman = Postman()
    assert works(office, "2026-11-16T10:40", postman)

    assert works(office, RIGHT, postman) == 0


def test_after_a_jump_the_last_run_is_the_last_one_that_ran(office: Database) -> None:
    for moment in (at(RIGHT) + timedelta(days=365), at(RIGHT)):
        sweep(office, moment, ZONE)

    with office.reading() as tx:
        assert (runs.last_good(tx, "sweep"), runs.last_ended(tx, "sweep")) == (at(RIGHT), at(RIGHT))


def test_a_letter_that_was_to_be_tried_again_next_year_is_tried_again_now(office: Database) -> None:
    postman = Postman(DeliveryError("421 later", permanent=False))
    works(office, JUMPS["a year"], postman)
    first = len(postman.carried)

    assert works(office, RIGHT, postman)
    assert len({one.to for one in postman.carried[first:]}) == 1


def test_a_lease_until_next_year_keeps_no_sweeper_out(office: Database) -> None:
    with office.writing() as tx:
        leases.acquire(tx, "sweep RZ", "elsewhere:1:1", at(JUMPS["a year"]), 60)

    assert not sweep(office, at(RIGHT), ZONE).elsewhere
