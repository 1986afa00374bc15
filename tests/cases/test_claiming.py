"""Claiming and releasing, delegating and getting it back."""

import pytest

from models.people import Person
from models.vocabulary import Role
from tests.builders import LIN, MEI, WEN, ZHAO, Walk, opened

ON = "2026-07-02"


def released(by: Person = LIN) -> Walk:
    return opened().do("release", at=ON, by=by, reason="调离")


def test_a_released_case_has_no_coordinator_until_somebody_claims_it() -> None:
    walk = released()
    assert walk.casefile.coordinator is None

    assert walk.do("claim", at=ON, by=MEI).casefile.coordinator == "mei"


def test_a_supervisor_releases_for_whoever_left() -> None:
    assert released(ZHAO).casefile.coordinator is None


def test_a_release_says_why() -> None:
    assert opened().refused("release", at=ON, by=LIN) == ["reason.missing"]


def test_what_nobody_has_cannot_be_released() -> None:
    assert released().refused("release", at=ON, by=ZHAO, reason="再退") == ["release.nobodys"]


def test_what_somebody_has_cannot_be_claimed() -> None:
    assert opened().refused("claim", at=ON, by=MEI) == ["claim.taken"]


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        (ZHAO, []),
        (MEI, []),
        (Person("sun", "孙", Role.SECRETARY, "RZ"), ["rights.role"]),
    ],
)
def test_whoever_may_coordinate_at_the_site_may_claim(by: Person, codes: list[str]) -> None:
    assert released().refused("claim", at=ON, by=by) == codes


def test_a_liaison_releases_and_claims_the_liaisons_place() -> None:
    walk = opened().do("release", at=ON, by=WEN, reason="调离")
    assert (walk.casefile.liaison, walk.casefile.coordinator) == (None, "lin")

    assert walk.do("claim", at=ON, by=WEN).casefile.liaison == "wen"


def test_a_promise_ends_with_the_release() -> None:
    walk = opened().do("promise", "intent", at=ON, by=LIN, promised_on="2026-07-03")

    assert walk.do("release", at=ON, by=LIN, reason="调离").step("intent").promised_on is None


def test_a_delegated_step_comes_back_to_whoever_has_the_case() -> None:
    walk = opened().do("delegate", "intent", at=ON, by=LIN, to="mei")
    assert (walk.step("intent").assignee, walk.casefile.coordinator) == ("mei", "lin")

    assert walk.do("release", "intent", at=ON, by=MEI, reason="办不了").step("intent").assignee is None


def test_a_coordinator_takes_a_delegated_step_back() -> None:
    walk = opened().do("delegate", "intent", at=ON, by=LIN, to="mei")

    assert walk.do("release", "intent", at=ON, by=LIN, reason="我来办").step("intent").assignee is None


def test_only_what_is_ones_own_is_delegated() -> None:
    assert opened().refused("delegate", "intent", at=ON, by=MEI, to="mei") == ["rights.not_own"]


def test_a_step_that_nobody_has_is_claimed_by_itself() -> None:
    walk = released().do("claim", "intent", at=ON, by=MEI)

    assert (walk.step("intent").assignee, walk.casefile.coordinator) == ("mei", None)


def test_a_step_that_somebody_has_is_not_claimed() -> None:
    assert opened().refused("claim", "intent", at=ON, by=MEI) == ["claim.step_taken"]


def test_a_step_assigned_to_nobody_is_not_released() -> None:
    assert opened().refused("release", "intent", at=ON, by=LIN, reason="退") == ["release.step_nobodys"]
