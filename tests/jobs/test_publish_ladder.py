"""One ladder published from the desk: what is wrong is told by its line, what is stale is refused, what is new is climbed."""

import pytest

from jobs.draft_ladder import draft_ladder
from jobs.publish_ladder import publish_ladder
from models.people import Person
from models.refusals import Forbidden, Invalid, OneplanError, Reason, Refused
from models.vocabulary import Role
from store import definitions
from store.database import Database
from store.definitions import Edition
from tests.jobs.test_nagging import at, swept

POLICY = Person("gao", "高岩", Role.POLICY)
LEAD = Person("zhou", "周正", Role.SITE_LEAD, "RZ")
PLAIN = """\
ladder: default
title: {zh: 一般步骤, en: Ordinary steps}
rungs:
  - {at: T, to: [doer], wording: due_today}
  - {at: T+2, to: [supervisor], wording: overdue}
"""
OF_SITE = "ladder: default\nsite: RZ\ntitle: {zh: 一般步骤, en: Ordinary steps}\nwithout: [T+1]\n"


def in_force(office: Database, key: str = "default") -> str:
    with office.reading() as tx:
        return definitions.latest(tx, "ladder", key).hash


def publish(
    office: Database, text: str, *, key: str = "default", base: str | None = None, by: Person = POLICY
) -> Edition:
    seen = in_force(office) if base is None else base
    with office.writing() as tx:
        return publish_ladder(tx, key, text, base=seen, actor=by, now=at("2026-11-03T10:00"))


def reasons(office: Database, text: str, key: str = "default") -> list[tuple[str, str]]:
    with office.reading() as tx, pytest.raises(Invalid) as refusal:
        draft_ladder(tx, key, text)
    return [(one.code, one.where) for one in refusal.value.reasons]


def refused(office: Database, text: str, kind: type[OneplanError] = Refused, **how: str | Person) -> Reason:
    with pytest.raises(kind) as refusal:
        publish(office, text, **how)  # type: ignore[arg-type]  # handed on as they are
    return refusal.value.reasons[0]


def test_a_slip_is_told_with_its_line(office: Database) -> None:
    assert reasons(office, PLAIN.replace("T+2", "T plus 2")) == [("rulebook.offset", "ladders/default.yaml:5")]


def test_so_is_a_meaning_that_does_not_exist(office: Database) -> None:
    assert reasons(office, PLAIN.replace("overdue", "shouting")) == [("lint.unknown", "ladders/default.yaml:5")]


def test_another_name_is_not_this_ladder(office: Database) -> None:
    assert reasons(office, PLAIN.replace("default", "stage")) == [("ladder.other_name", "ladders/default.yaml:1")]


def test_what_another_ladder_leaves_out_of_it_must_stay(office: Database) -> None:
    publish(office, OF_SITE, key="default@RZ", base="")

    assert reasons(office, PLAIN) == [("lint.drops_nothing", "default@RZ")]


def test_what_is_published_is_in_force_and_says_by_whom(office: Database) -> None:
    published = publish(office, PLAIN)

    assert (published.kind, published.key, published.published_by) == ("ladder", "default", "gao")
    assert in_force(office) == published.hash


def test_the_next_sweep_climbs_it(office: Database) -> None:
    swept(office, "2026-11-02T10:00")
    publish(
        office, PLAIN.replace("{at: T, to: [doer], wording: due_today}", "{at: T-2, to: [doer], wording: due_soon}")
    )

    assert swept(office, "2026-11-03T11:00").queued > 0


def test_a_version_that_is_not_in_force_any_more_is_no_base(office: Database) -> None:
    seen = in_force(office)
    publish(office, PLAIN)

    stale = refused(office, PLAIN.replace("T+2", "T+4"), base=seen)
    assert (stale.code, stale.values["by"]) == ("ladder.stale", "gao")


def test_the_same_again_is_nothing_to_publish(office: Database) -> None:
    publish(office, PLAIN)

    assert refused(office, PLAIN).code == "ladder.same"


def test_a_site_lead_publishes_for_the_site_and_not_for_the_district(office: Database) -> None:
    assert publish(office, OF_SITE, key="default@RZ", base="", by=LEAD).key == "default@RZ"
    assert refused(office, PLAIN, Forbidden, by=LEAD).code == "rights.role"
    assert refused(office, OF_SITE, Forbidden, key="default@QD", base="", by=LEAD).code == "rights.role"


def test_a_refused_ladder_leaves_the_old_one_in_force(office: Database) -> None:
    before = in_force(office)
    refused(office, PLAIN.replace("overdue", "shouting"), Invalid)

    assert in_force(office) == before
