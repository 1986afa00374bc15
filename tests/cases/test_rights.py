"""Who may do what: the whole table, role by role; what is not in it is not allowed."""

import pytest

from actions.catalogue import ACTS, CONSEQUENCES
from cases.rights import (
    ANSWERING,
    CLAIMING,
    CLOCKWORK,
    CONVENING,
    COORDINATING,
    EVERYDAY,
    FOLLOWING,
    MOVING,
    PROBLEMS,
    PUBLISHING,
    REPLYING,
    SUPERVISING,
    TABLE,
    UNDOING,
    Scope,
    may,
    may_at,
    may_read,
    scope,
    settings_of,
)
from models.people import CLOCK, HOST, Person
from models.refusals import Missing
from models.vocabulary import Role
from tests.builders import ADA, LIN, MEI, QIU, WEN, ZHAO, on, opened, step
from tests.builders import one_stage as stage

EVERY_ACT = [*ACTS, *CONSEQUENCES, "open-case", "take-over", "record-credit-event", *PUBLISHING, *PROBLEMS]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", EVERY_ACT)
def test_the_default_is_no(role: Role, act: str) -> None:
    expected = {
        Role.HOST: Scope.ALL,
        Role.SUPERVISOR: Scope.SITE if act in SUPERVISING else Scope.NONE,
        Role.COORDINATOR: Scope.SITE
        if act in (*CLAIMING, *FOLLOWING, *UNDOING)
        else Scope.OWN
        if act in COORDINATING
        else Scope.NONE,
        Role.LIAISON: Scope.SITE if act in (*CLAIMING, *UNDOING) else Scope.OWN if act in EVERYDAY else Scope.NONE,
        Role.SECRETARY: Scope.SITE if act in (*CONVENING, *UNDOING) else Scope.NONE,
        Role.SITE_LEAD: Scope.SITE if act in (*PUBLISHING, *MOVING) else Scope.NONE,
        Role.POLICY: Scope.ALL if act in (*PUBLISHING, *MOVING) else Scope.NONE,
        Role.DEPARTMENT: Scope.ASKED if act in (*ANSWERING, *REPLYING) else Scope.NONE,
        Role.CLOCK: Scope.ALL if act in CLOCKWORK else Scope.NONE,
    }.get(role, Scope.NONE)

    assert scope(Person("x", "x", role, "RZ"), act) is expected


def test_every_act_is_in_the_table_and_nothing_else() -> None:
    assert set(TABLE[Role.HOST]) == {
        *EVERY_ACT,
        "import-roster",
        "retry-message",
        "stop-delivery",
        "manage-people",
        "manage-sites",
        "manage-tokens",
        "read-contacts",
        "read-looks",
        "record-qualification",
        "record-memorandum",
        "plan-engagement",
        "record-absence",
        "mute",
        "mute-site",
    }
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize(
    ("role", "site", "own", "elsewhere", "everywhere"),
    [
        (Role.POLICY, "", True, True, True),
        (Role.POLICY, "RZ", True, True, True),
        (Role.SITE_LEAD, "RZ", True, False, False),
        (Role.SUPERVISOR, "RZ", False, False, False),
        (Role.COORDINATOR, "RZ", False, False, False),
        (Role.ADMINISTRATOR, "", False, False, False),
    ],
)
def test_ladders_are_published_by_policy_and_by_each_site_for_itself(
    role: Role, site: str, own: bool, elsewhere: bool, everywhere: bool
) -> None:
    person = Person("x", "x", role, site)

    assert [may_at(person, "publish-ladder", one) is None for one in ("RZ", "QD", "")] == [own, elsewhere, everywhere]


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.COORDINATOR, True), (Role.ADMINISTRATOR, True), (Role.DEPARTMENT, False), (Role.ENTERPRISE, False)],
)
def test_settings_are_seen_by_who_reads_cases_or_manages_people(role: Role, sees: bool) -> None:
    person = Person("x", "x", role, "RZ")

    assert [settings_of(person).covers(site) for site in ("RZ", "QD")] == [sees, False]


def test_a_coordinator_acts_on_their_own_cases_alone() -> None:
    walk = opened()

    assert walk.refused("complete-step", "survey", at="2026-07-02", by=MEI) == ["rights.not_own"]
    assert walk.refused("complete-step", "survey", at="2026-07-02", by=LIN) == []


def test_a_step_assigned_to_somebody_is_theirs_and_no_other_is() -> None:
    walk = opened(stage(one=step("一"), two=step("二"))).do("assign", "one", at="2026-07-02", by=ZHAO, to="mei")

    assert walk.refused("complete-step", "one", at="2026-07-02", by=MEI) == []
    assert walk.refused("complete-step", "two", at="2026-07-02", by=MEI) == ["rights.not_own"]


def test_a_liaison_does_their_steps_and_no_coordinating() -> None:
    walk = opened(stage(one=step("一", by="liaison"), two=step("二")))

    assert walk.refused("complete-step", "one", at="2026-07-02", by=WEN) == []
    assert walk.refused("complete-step", "two", at="2026-07-02", by=WEN) == ["step.not_yours"]
    assert walk.refused("advance-stage", at="2026-07-02", by=WEN) == ["rights.role"]


@pytest.mark.parametrize(
    "person",
    [QIU, ADA, Person("dep", "", Role.DEPARTMENT, "RZ"), Person("off", "", Role.SUPERVISOR, "RZ", active=False)],
)
def test_a_case_one_must_not_see_is_missing_and_not_refused(person: Person) -> None:
    with pytest.raises(Missing):
        opened().do("note", at="2026-07-02", by=person, text="?")


@pytest.mark.parametrize(
    ("role", "own_site", "elsewhere"),
    [
        (Role.COORDINATOR, True, False),
        (Role.LIAISON, True, False),
        (Role.SUPERVISOR, True, False),
        (Role.SECRETARY, True, False),
        (Role.SITE_LEAD, True, False),
        (Role.POLICY, True, True),
        (Role.ADMINISTRATOR, False, False),
        (Role.DEPARTMENT, False, False),
        (Role.ENTERPRISE, False, False),
    ],
)
def test_reading_ends_at_the_site(role: Role, own_site: bool, elsewhere: bool) -> None:
    person = Person("x", "x", role, "RZ")

    assert (may_read(person, "RZ"), may_read(person, "QD")) == (own_site, elsewhere)


def test_who_leads_a_site_moves_its_cases_to_another_version_and_does_nothing_else_on_them() -> None:
    reader = Person("lead", "", Role.SITE_LEAD, "RZ")
    offered = opened().options("2026-07-02", reader)

    assert {one.act for one in offered.values() if one.allowed} == {"move-case"}
    assert all(one.reasons for one in offered.values() if not one.allowed)


def test_the_host_and_the_clock_need_no_site() -> None:
    casefile = opened().casefile

    assert may(HOST, "close-case", casefile) is None
    assert may(CLOCK, "close-case", casefile) is not None


@pytest.mark.parametrize(
    ("login", "role", "codes"),
    [
        ("mei", "coordinator", []),
        ("lin", "coordinator", ["assign.same"]),
        ("wen", "coordinator", ["person.misfit"]),
        ("zhao", "coordinator", []),
        ("mei", "liaison", []),
        ("lin", "supervisor", ["person.misfit"]),
        ("qiu", "coordinator", ["person.no_such"]),
        ("nobody", "coordinator", ["person.no_such"]),
        ("ada", "coordinator", ["person.misfit"]),
    ],
)
def test_a_place_is_for_somebody_of_the_site_whose_role_fits(login: str, role: str, codes: list[str]) -> None:
    assert opened().refused("assign", at="2026-07-02", by=ZHAO, to=login, role=role) == codes


def test_what_is_reassigned_is_the_new_persons_to_do() -> None:
    walk = opened().do("assign", at="2026-07-02", by=ZHAO, to="mei")

    assert walk.casefile.coordinator == "mei"
    assert walk.refused("complete-step", "survey", at="2026-07-02", by=LIN) == ["rights.not_own"]


def test_an_occasion_knows_the_day_at_the_site() -> None:
    assert str(on("2026-07-02").today) == "2026-07-02"
