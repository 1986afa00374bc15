"""Opening a case (立案), and taking a running one over (接管)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases import certificates
from cases.blueprint import blueprint, compile_process
from cases.draft import Draft
from cases.fold import begin
from cases.inputs import out_of_range
from cases.occasion import Occasion
from cases.progress import enter_stage, reach, record
from cases.rights import Scope, not_by, scope
from cases.transitions.assigning import misfit
from models.casefile import CaseFile, Enterprise
from models.changes import CaseOpened, Change
from models.definitions import ProcessDefinition, RegimeDefinition
from models.people import Person
from models.refusals import Reason, Refused
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a case begins with.

    ``people`` are those found for the logins of its places; ``running`` is the open case the enterprise has of this process;
    ``origin`` the case it follows, with the ``facts`` and ``milestones`` that are known from there.
    """

    no: str
    site: str
    enterprise: Enterprise
    process: ProcessDefinition
    process_hash: str
    regime: RegimeDefinition
    regime_hash: str
    coordinator: str | None = None
    liaison: str | None = None
    supervisor: str | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    running: str = ""
    origin: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """What a case taken over has behind it."""

    stage: str
    since: date
    opened_on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)


def open_case(beginning: Beginning, occasion: Occasion) -> tuple[CaseFile, tuple[Change, ...]]:
    """The case before its first act, and all changes of that act. Raises Refused with all reasons."""
    _refuse(_objections("open-case", beginning, occasion))
    draft, opened = _begin(beginning, occasion, opened_on=occasion.today, taken_over=False)
    _know(draft, beginning.facts, beginning.milestones)
    enter_stage(draft, blueprint(draft.casefile).first_stage().key)
    return draft.casefile, (opened, *draft.changes)


def take_over(beginning: Beginning, story: Story, occasion: Occasion) -> tuple[CaseFile, tuple[Change, ...]]:
    """A case that runs already begins with us in its stage: earlier stages are over, nothing of them is asked for.

    Its steps open today; what is due by now is asked for, what was missed before is not reminded of.
    """
    _refuse([*_objections("take-over", beginning, occasion), *_story_objections(beginning, story, occasion)])
    draft, opened = _begin(beginning, occasion, opened_on=story.opened_on or story.since, taken_over=True)
    _know(draft, story.facts, story.milestones)
    enter_stage(draft, story.stage, on=story.since)
    return draft.casefile, (opened, *draft.changes)


def _know(draft: Draft, facts: Mapping[str, Any], milestones: Mapping[str, date]) -> None:
    for name, value in facts.items():
        record(draft, name, value.isoformat() if isinstance(value, date) else value)
    for name, on in milestones.items():
        reach(draft, name, on)


def _begin(beginning: Beginning, occasion: Occasion, *, opened_on: date, taken_over: bool) -> tuple[Draft, CaseOpened]:
    enterprise = beginning.enterprise
    opened = CaseOpened(
        no=beginning.no,
        site=beginning.site,
        uscc=enterprise.uscc,
        name=enterprise.name,
        credit_level=enterprise.credit_level,
        enterprise_facts=dict(enterprise.facts),
        process=beginning.process.key,
        process_hash=beginning.process_hash,
        regime_hash=beginning.regime_hash,
        coordinator=beginning.coordinator,
        liaison=beginning.liaison,
        supervisor=beginning.supervisor,
        opened_on=opened_on,
        taken_over_on=occasion.today if taken_over else None,
        origin=beginning.origin,
    )
    return Draft(begin(opened, beginning.process, beginning.regime), occasion), opened


def _objections(act: str, beginning: Beginning, occasion: Occasion) -> Iterator[Reason]:
    """Rights, people that fit, and a regime in force."""
    yield from _rights(act, beginning, occasion.actor)
    places = (
        (Role.COORDINATOR, beginning.coordinator),
        (Role.LIAISON, beginning.liaison),
        (Role.SUPERVISOR, beginning.supervisor),
    )
    for place, login in places:
        if login:
            yield from misfit(login, beginning.people.get(login), site=beginning.site, place=place, where=str(place))
    if (
        beginning.coordinator is None and occasion.actor.role is not Role.CLOCK
    ):  # the work must begin; it goes up the line
        yield Reason(
            "input.missing", {"name": "coordinator", "title_zh": "企业协调员", "title_en": "coordinator"}, "coordinator"
        )
    if beginning.running:
        yield Reason("case.running", {"no": beginning.running, "uscc": beginning.enterprise.uscc})
    if act == "open-case" and not beginning.regime.holds_on(occasion.today):
        yield Reason("regime.not_in_force", {"regime": beginning.regime.regime, "on": str(occasion.today)})


def _rights(act: str, beginning: Beginning, actor: Person) -> Iterator[Reason]:
    """A coordinator opens cases of their own; a supervisor those of the site."""
    match scope(actor, act):
        case Scope.ALL:
            return
        case Scope.SITE if actor.site == beginning.site:
            return
        case Scope.OWN if actor.site == beginning.site:
            if actor.login != beginning.coordinator:
                yield Reason("rights.not_own", {"act": act, "no": beginning.no})
        case _:
            yield not_by(actor.role, act)


def _story_objections(beginning: Beginning, story: Story, occasion: Occasion) -> Iterator[Reason]:
    """The stage exists, the days follow each other and none lies ahead, the milestones are known."""
    plan = compile_process(beginning.process, beginning.regime)
    if story.stage not in plan.stages:
        yield Reason("stage.no_such", {"stage": story.stage, "allowed": ", ".join(plan.stages)}, "stage")
    yield from out_of_range("since", story.since, first=story.opened_on, last=occasion.today)
    told = certificates.told(
        beginning.process, beginning.regime, beginning.no, facts=story.facts, milestones=story.milestones
    )
    yield from certificates.against(told, occasion.past, beginning.process) if told else ()
    known = plan.milestones() | plan.event_milestones
    for name, on in story.milestones.items():
        if name not in known:
            yield Reason("milestone.no_such", {"milestone": name, "allowed": ", ".join(sorted(known))}, name)
        elif name in plan.event_milestones:
            yield from out_of_range(name, on, last=occasion.today)


def _refuse(reasons: list[Reason] | Iterator[Reason]) -> None:
    if listed := list(reasons):
        raise Refused(*listed)
