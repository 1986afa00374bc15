"""Visits and events: what can be planned, what can be told, and how much an enterprise bears in a week."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from cases import engagements
from models.engagements import Engagement, EngagementKind, EngagementState, Photo
from models.people import Person
from models.refusals import Refused
from tests.builders import ACME, LIN, QIU, SHANGHAI, ZHAO
from tests.builders_problems import PARTIES, by
from tests.shipped import RULEBOOK

RULES = RULEBOOK.engagements["default"]
AT = datetime(2026, 7, 2, 9, 30, tzinfo=SHANGHAI)
VISIT = Engagement("RZ", EngagementKind.VISIT, "看仓库", AT, ("lin",), (ACME.uscc,), recorded_by="lin", id=1)
NAMES = {ACME.uscc: ACME.name}


def plan(one: Engagement = VISIT, contacts: int = 0, who: Person = LIN, reason: str = "") -> Engagement:
    people = {"lin": LIN, "qiu": QIU}
    counted = {ACME.uscc: contacts}
    return engagements.planned(one, NAMES, people, PARTIES, counted, RULES, by(who, "2026-07-01", reason))


def refusal(make: Any, *given: Any, **more: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        make(*given, **more)
    return [reason.code for reason in caught.value.reasons]


def test_what_is_planned() -> None:
    assert plan() == VISIT


def test_everything_wrong_is_said_at_once() -> None:
    wrong = replace(VISIT, title=" ", people=("qiu",), enterprises=("x",), department="army")

    assert refusal(plan, wrong) == [
        "engagement.no_title",
        "person.no_such",
        "enterprise_unknown",
        "problem.no_department",
    ]
    assert refusal(plan, replace(VISIT, people=(), enterprises=())) == ["engagement.nobody", "engagement.no_enterprise"]


def test_a_week_bears_as_many_contacts_as_the_rulebook_says() -> None:
    assert plan(contacts=RULES.contacts_a_week - 1).allowed_because == ""
    assert refusal(plan, contacts=RULES.contacts_a_week) == ["engagement.over_budget"]


@pytest.mark.parametrize(("who", "reason", "may"), [(LIN, "急", False), (ZHAO, "", False), (ZHAO, "认证组复查", True)])
def test_beyond_it_a_supervisor_gives_the_reason(who: Person, reason: str, may: bool) -> None:
    if may:
        assert plan(contacts=5, who=who, reason=reason).allowed_because == "认证组复查"
    else:
        assert refusal(plan, contacts=5, who=who, reason=reason) == ["engagement.over_budget"]


@pytest.mark.parametrize("day", [date(2026, 6, 29), date(2026, 7, 2), date(2026, 7, 5)])
def test_a_week_is_from_monday_to_sunday(day: date) -> None:
    assert engagements.week_of(day) == (date(2026, 6, 29), date(2026, 7, 5))


def test_what_came_of_it_is_told_once_it_has_begun() -> None:
    assert refusal(engagements.held, VISIT, "谈妥", by(LIN, "2026-07-01")) == ["engagement.ahead"]
    assert engagements.held(VISIT, " 谈妥 ", by(LIN, "2026-07-03")).report == "谈妥"
    assert refusal(engagements.held, VISIT, " ", by(LIN, "2026-07-03")) == ["engagement.no_report"]


def test_it_is_called_off_with_a_reason_before_it_took_place() -> None:
    off = engagements.cancelled(VISIT, by(LIN, reason="企业临时有事"))

    assert (off.state, off.counts) == (EngagementState.CANCELLED, False)
    assert refusal(engagements.cancelled, off, by(LIN)) == ["engagement.cancelled", "reason.missing"]
    assert refusal(engagements.cancelled, replace(VISIT, state=EngagementState.HELD), by(LIN, reason="误")) == [
        "engagement.held"
    ]


def test_a_picture_is_kept_once_and_there_is_an_end_to_them() -> None:
    one = engagements.photographed(VISIT, Photo("a", "a.jpg"))
    full = replace(VISIT, photos=tuple(Photo(str(n), "p") for n in range(engagements.MOST_PHOTOS)))

    assert engagements.photographed(one, Photo("a", "again.jpg")) == one
    assert refusal(engagements.photographed, full, Photo("z", "z.jpg")) == ["engagement.enough_photos"]
