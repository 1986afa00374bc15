"""Visits and events as rules: what can be planned, what can be told afterwards, how much an enterprise bears in a week. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cases import rights
from cases.inputs import LONGEST_TEXT, is_sayable
from cases.occasion import Occasion
from models.definitions import EngagementsDefinition
from models.engagements import Engagement, EngagementState, Photo
from models.people import Person
from models.refusals import Reason, Refused
from models.vocabulary import CUSTOMS, Role

MOST_PHOTOS = 12


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of the week of ``day``."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def planned(
    wanted: Engagement,
    names: Mapping[str, str],
    people: Mapping[str, Person],
    parties: Collection[str],
    contacts: Mapping[str, int],
    rules: EngagementsDefinition,
    by: Occasion,
) -> Engagement:
    """What is planned. ``names`` are those of the enterprises that are on the roster, ``contacts`` how often each was turned to in
    that week already.

    Raises Refused with all reasons: no title, nobody who goes, nobody to go to, or more than the budget (无事不扰), for which a
    supervisor has to give a reason.
    """
    reasons = [*_said(wanted.title, "title", "engagement.no_title"), *_people(wanted, people)]
    if not wanted.enterprises:
        reasons.append(Reason("engagement.no_enterprise", {}, "enterprises"))
    unknown = [one for one in wanted.enterprises if one not in names]
    reasons += [Reason("enterprise_unknown", {"uscc": one}, "enterprises") for one in unknown]
    if wanted.department not in {CUSTOMS, *parties}:
        allowed = ", ".join([CUSTOMS, *sorted(parties)])
        reasons.append(
            Reason("problem.no_department", {"department": wanted.department, "allowed": allowed}, "department")
        )
    beyond = [one for one in wanted.enterprises if contacts.get(one, 0) >= rules.contacts_a_week]
    may_exceed = rights.stands_for(by.actor, Role.SUPERVISOR) and by.reason
    if beyond and not may_exceed:
        reasons += [_over(names.get(one, one), contacts[one], rules) for one in beyond]
    if reasons:
        raise Refused(*reasons)
    return replace(wanted, title=wanted.title.strip(), allowed_because=by.reason if beyond else "")


def held(one: Engagement, report: str, by: Occasion) -> Engagement:
    """It took place; what came of it can be told anew. Raises Refused with all reasons: called off, still to come, no words."""
    reasons = [*_not_cancelled(one), *_said(report, "report", "engagement.no_report")]
    if one.starts_at > by.now:
        reasons.append(Reason("engagement.ahead", {"starts_at": one.starts_at}, "report"))
    if reasons:
        raise Refused(*reasons)
    return replace(one, state=EngagementState.HELD, report=report.strip())


def cancelled(one: Engagement, by: Occasion) -> Engagement:
    """It does not take place. Raises Refused without a reason, or for what took place or was called off."""
    reasons = list(_not_cancelled(one))
    if one.state is EngagementState.HELD:
        reasons.append(Reason("engagement.held"))
    if not by.reason:
        reasons.append(Reason("reason.missing", {"act": "cancel-engagement"}, "reason"))
    if reasons:
        raise Refused(*reasons)
    return replace(one, state=EngagementState.CANCELLED, report=by.reason)


def photographed(one: Engagement, photo: Photo) -> Engagement:
    """With one more picture; the same one again changes nothing. Raises Refused when it was called off, or has enough."""
    if photo.sha256 in {known.sha256 for known in one.photos}:
        return one
    reasons = list(_not_cancelled(one))
    if len(one.photos) >= MOST_PHOTOS:
        reasons.append(Reason("engagement.enough_photos", {"most": MOST_PHOTOS}, "photo"))
    if reasons:
        raise Refused(*reasons)
    return replace(one, photos=(*one.photos, photo))


def is_theirs(one: Engagement, person: Person) -> bool:
    """Whether ``person`` planned it, or goes."""
    return person.login == one.recorded_by or person.login in one.people


def _over(name: str, count: int, rules: EngagementsDefinition) -> Reason:
    values = {"enterprise": name, "count": count, "most": rules.contacts_a_week}
    return Reason("engagement.over_budget", values, "reason")


def _people(wanted: Engagement, people: Mapping[str, Person]) -> Iterator[Reason]:
    if not wanted.people:
        yield Reason("engagement.nobody", {}, "people")
    for login in wanted.people:
        person = people.get(login)
        if person is None or not person.active or person.site != wanted.site:
            yield Reason("person.no_such", {"site": wanted.site, "login": login}, "people")


def _not_cancelled(one: Engagement) -> Iterator[Reason]:
    if one.state is EngagementState.CANCELLED:
        yield Reason("engagement.cancelled")


def _said(text: str, where: str, code: str) -> Iterator[Reason]:
    if not text.strip():
        yield Reason(code, {}, where)
    elif not is_sayable(text):
        yield Reason("input.too_long", {"title_zh": where, "title_en": where, "longest": LONGEST_TEXT}, where)
