"""Assigning (分派): who has a place on the case, or does a step."""

from collections.abc import Iterator

from cases import promises
from cases.acts import Ask
from cases.draft import Draft
from cases.naming import step_title
from cases.rights import is_reserved
from cases.transitions.working import materialise, role_of
from cases.waiting import doer
from models.acts import Input
from models.casefile import CaseFile
from models.changes import Assigned
from models.people import Person
from models.refusals import Reason
from models.vocabulary import Role

PLACES = (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR)
FITTING: dict[Role | None, frozenset[Role]] = {
    Role.COORDINATOR: frozenset({Role.COORDINATOR, Role.SUPERVISOR}),
    Role.LIAISON: frozenset({Role.LIAISON, Role.COORDINATOR}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    None: frozenset(PLACES),  # a step
}


def assign_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """To whom; on the case also for which place, coordinator unless said otherwise."""
    to = Input("to", "person")
    return (to,) if key else (to, Input("role", "choice", required=False, choices=tuple(map(str, PLACES))))


def assign_check(ask: Ask) -> Iterator[Reason]:
    """The person exists, is active, belongs to the site, has a role that fits, is not there already, and could decide."""
    to = ask.values.get("to")
    if to is None:
        return
    yield from misfit(to, ask.people.get(to), site=ask.casefile.site, place=_place(ask))
    if to == holder_of(ask.casefile, ask.step, _place(ask)):
        yield Reason("assign.same", {"to": to}, "to")
    if ask.step:
        yield from reserved(ask.casefile, ask.step, to)


def assign(draft: Draft, ask: Ask) -> None:
    """The place is taken; reminders go there from now on."""
    put(draft, ask.step, _place(ask), ask.values["to"])


def put(draft: Draft, key: str, place: Role | None, to: str | None) -> None:
    """Somebody, or nobody, is in the place or does the step from now on; nobody is held to what somebody else promised."""
    doers = {step.key: doer(draft.casefile, step) for step in draft.casefile.live_steps}
    before = holder_of(draft.casefile, key, place)
    step_key = materialise(draft, key).key if key else ""
    draft.add(Assigned(step=step_key, role=place, before=before, to=to))
    for step in draft.casefile.live_steps:
        if doer(draft.casefile, step) != doers.get(step.key):
            promises.end(draft, step.key)


def misfit(login: str, person: Person | None, *, site: str, place: Role | None, where: str = "to") -> Iterator[Reason]:
    """Why a person cannot take a place (None: a step) on a case of ``site``."""
    if person is None or person.site != site:
        yield Reason("person.no_such", {"login": login, "site": site}, where)
        return
    if not person.active:
        yield Reason("person.inactive", {"login": login}, where)
    if person.role not in FITTING[place]:
        wanted = ", ".join(sorted(FITTING[place]))
        yield Reason("person.misfit", {"login": login, "role": str(person.role), "wanted": wanted}, where)


def reserved(casefile: CaseFile, key: str, to: str) -> Iterator[Reason]:
    """What is above a coordinator is not for the case's own."""
    if to == casefile.coordinator and is_reserved(role := role_of(casefile, key)):
        yield Reason("duty.taken", {**step_title(casefile, key), "role": str(role), "to": to}, "to")


def _place(ask: Ask) -> Role | None:
    return None if ask.step else Role(ask.values.get("role", Role.COORDINATOR))


def holder_of(casefile: CaseFile, key: str, place: Role | None) -> str | None:
    """Who has the place, or to whom the step is assigned; None if nobody."""
    row = casefile.step(key)
    if key:
        return row.assignee if row else None
    places = {
        Role.COORDINATOR: casefile.coordinator,
        Role.LIAISON: casefile.liaison,
        Role.SUPERVISOR: casefile.supervisor,
    }
    return places.get(place or Role.COORDINATOR)
