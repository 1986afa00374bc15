"""Testing a rulebook (规则库测试): tell the stories it carries and compare. Nothing is stored; the rules are those of real cases.

A story has its own site and people: one for each role, so that reviews find somebody else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from actions.catalogue import act_named
from cases import acts
from cases.assessing.applicable import with_keys
from cases.fold import advance
from cases.gate import gate
from cases.occasion import Occasion, occasion
from cases.transitions.opening import Beginning, open_case
from cases.workdays import WorkCalendar
from models.assessment import Shelf
from models.casefile import CaseFile, Deadline, Enterprise, Step
from models.content import content_hash
from models.definitions.story import Assessed, Expectation, Scene, Story
from models.moments import local_moment
from models.people import Person
from models.qualifications import Qualification, Register
from models.refusals import OneplanError, Reason, Refused
from models.rulebook import Rulebook
from models.vocabulary import Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = time(10, 0)
PEOPLE = {
    role: Person(str(role), str(role), role, "STORY", supervisor="supervisor")
    for role in (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR)
}
ENTERPRISE = "91370000MA3C0AAA0X"
MET, NOTED = "met", "-"


@dataclass(frozen=True, slots=True)
class Told:
    """One story and what was otherwise than it says; empty if all is as it should be."""

    story: str
    reasons: tuple[Reason, ...]


def test_rulebook(rulebook: Rulebook, stories: Mapping[str, Story]) -> list[Told]:
    """Tell every story."""
    return [Told(key, tuple(tell(story, rulebook))) for key, story in stories.items()]


def tell(story: Story, rulebook: Rulebook) -> Iterator[Reason]:
    """What differs from what the story expects. It ends where an act is refused that should not have been."""
    missing = list(_missing(story, rulebook))
    if missing:
        yield from missing
        return
    calendar = WorkCalendar(rulebook.calendars[story.calendar])
    try:
        casefile = _open(story, rulebook, calendar)
    except Refused as error:
        yield from (_at(story.opened, 0, reason) for reason in error.reasons)
        return
    shelf = _shelf(casefile, rulebook)
    for number, scene in enumerate(story.scenes, start=1):
        when = replace(_occasion(scene.on, scene.by, calendar, scene.reason), register=_register(story), shelf=shelf)
        casefile, against = _play(casefile, scene, when)
        if against is not None:
            yield from (_at(scene.on, number, reason) for reason in against)
            return
        if scene.expect:
            yield from (_at(scene.on, number, reason) for reason in _compared(casefile, scene.expect))


def _missing(story: Story, rulebook: Rulebook) -> Iterator[Reason]:
    process = rulebook.processes.get(story.process)
    for kind, name, known in (
        ("process", story.process, rulebook.processes),
        ("calendar", story.calendar, rulebook.calendars),
        ("regime", process.regime if process else "", rulebook.regimes if process else {"": None}),
    ):
        if name not in known:
            said = {"what": kind, "name": name, "nearest": "", "allowed": ", ".join(known)}
            yield Reason("lint.unknown", said, kind)


# acting -----------------------------------------------------------------------------------------------------------------


def _open(story: Story, rulebook: Rulebook, calendar: WorkCalendar) -> CaseFile:
    process = rulebook.processes[story.process]
    regime = rulebook.regimes[process.regime]
    beginning = Beginning(
        no="STORY-0001",
        site="STORY",
        enterprise=Enterprise(ENTERPRISE, story.title.zh, story.credit_level, story.facts),
        process=process,
        process_hash=content_hash(process),
        regime=regime,
        regime_hash=content_hash(regime),
        coordinator="coordinator",
        liaison="liaison",
        supervisor="supervisor",
        people={person.login: person for person in PEOPLE.values()},
    )
    fresh, _ = open_case(beginning, _occasion(story.opened, Role.SUPERVISOR, calendar))
    return advance(fresh, ())


def _register(story: Story) -> Register:
    return tuple(Qualification(one.name, one.kind, "STORY", one.valid_from, one.valid_to) for one in story.qualified)


def _play(casefile: CaseFile, scene: Scene, when: Occasion) -> tuple[CaseFile, list[Reason] | None]:
    """The case after the scene's act, and what went otherwise: refused though it should not be, or for other reasons."""
    try:
        casefile = _assess(casefile, scene.assessed, when) if scene.assessed else casefile
        if scene.act is None:
            return casefile, None
        for kind in scene.files:
            casefile = _done(casefile, "attach-evidence", scene.step, _file(kind), when)
        after = _done(casefile, scene.act, scene.step, scene.inputs, when)
    except OneplanError as error:
        codes = {reason.code for reason in error.reasons}
        as_told = bool(scene.refused) and set(scene.refused) <= codes
        return casefile, None if as_told else [_refused(scene), *error.reasons]
    expected = Reason("story.not_refused", {"act": scene.act, "codes": ", ".join(scene.refused)}, scene.step)
    return after, [expected] if scene.refused else None


def _assess(casefile: CaseFile, asked: Assessed, when: Occasion) -> CaseFile:
    """Filled in by who coordinates, accepted and closed by who supervises. A bonus is won only where the story says so."""
    filling, accepting = (replace(when, actor=PEOPLE[role]) for role in (Role.COORDINATOR, Role.SUPERVISOR))
    casefile = _done(casefile, "open-assessment", "", {"kind": str(asked.kind)}, filling)
    head, sheet = casefile.assessments[-1], casefile.sheets[-1]
    clauses = with_keys(when.shelf.by_hash[head.standard_hash], head.variant, sheet.clauses)
    rated = {
        one.key: asked.ratings.get(one.key, MET) for one in clauses if one.key in asked.ratings or not one.clause.bonus
    }
    answers = {key: {"rating": rating, "note": NOTED} for key, rating in rated.items()}
    casefile = _done(casefile, "answer-clauses", "", {"answers": answers}, filling)
    for section in head.sections:
        casefile = _done(casefile, "submit-section", "", {"section": section}, filling)
        casefile = _done(casefile, "accept-section", "", {"section": section}, accepting)
    return _done(casefile, "close-assessment", "", {}, accepting)


def _shelf(casefile: CaseFile, rulebook: Rulebook) -> Shelf:
    """The standards the story's regime goes by, and every remedy library."""
    known = {key: rulebook.standards[key] for key in casefile.regime.standards if key in rulebook.standards}
    in_force = {key: content_hash(one) for key, one in known.items()}
    return Shelf({in_force[key]: one for key, one in known.items()}, in_force, rulebook.remedies)


def _refused(scene: Scene) -> Reason:
    """Refused though it should not be, or for reasons that lack one of those told."""
    code = "story.refused_otherwise" if scene.refused else "story.refused"
    return Reason(code, {"act": scene.act or "", "step": scene.step, "codes": ", ".join(scene.refused)}, scene.step)


def _done(casefile: CaseFile, act: str, step: str, inputs: Mapping[str, Any], when: Occasion) -> CaseFile:
    people = {person.login: person for person in PEOPLE.values()}
    changes = acts.decide(act_named(act), casefile, step, inputs, when, people)
    return advance(casefile, changes) if changes else casefile


def _file(kind: str) -> dict[str, Any]:
    return {"file": {"sha256": sha256(kind.encode()).hexdigest(), "name": f"{kind}.pdf"}, "kind": kind}


def _occasion(day: date, role: Role, calendar: WorkCalendar, reason: str = "") -> Occasion:
    now: datetime = local_moment(day, MORNING, SHANGHAI)
    return occasion(now, SHANGHAI, PEOPLE.get(role, PEOPLE[Role.COORDINATOR]), calendar, reason=reason)


# comparing --------------------------------------------------------------------------------------------------------------


def _compared(casefile: CaseFile, expect: Expectation) -> Iterator[Reason]:
    """Everything that is otherwise than expected; what the story does not speak of is not compared."""
    present: dict[str, Any] = {
        "stage": casefile.stage,
        "round": casefile.round,
        "status": casefile.status,
        "outcome": casefile.outcome,
        "stage_due": _due(casefile.stage_deadline),
        "barred_until": casefile.barred_until,
        "look_again_on": casefile.look_again_on,
    }
    for name, value in present.items():
        if name in expect.model_fields_set:
            yield from _same(name, getattr(expect, name), value)
    yield from _sets(casefile, expect)
    yield from _dates(casefile, expect)
    if expect.ready is not None:
        yield from _readiness(casefile, expect.ready)


def _sets(casefile: CaseFile, expect: Expectation) -> Iterator[Reason]:
    live = casefile.live_steps
    found = {
        "open": [step.key for step in live],
        "provisional": [step.key for step in live if any(one.provisional for one in _deadlines(step))],
        "unconfirmed": [step.key for step in live if any(one.is_unconfirmed for one in _deadlines(step))],
    }
    for name, keys in found.items():
        wanted = getattr(expect, name)
        if wanted is not None:
            yield from _same(name, ", ".join(sorted(wanted)), ", ".join(sorted(keys)))


def _dates(casefile: CaseFile, expect: Expectation) -> Iterator[Reason]:
    for key, day in expect.due.items():
        step = casefile.step(key)
        yield from _same(f"due.{key}", day, _due(step.target if step else None))
    for key, day in expect.statutory.items():
        step = casefile.step(key)
        yield from _same(f"statutory.{key}", day, _due(step.statutory if step else None))
    for name, day in expect.milestones.items():
        yield from _same(f"milestones.{name}", day, casefile.milestones.get(name))


def _readiness(casefile: CaseFile, ready: bool) -> Iterator[Reason]:
    found = gate(casefile)
    yield from _same("ready", ready, found.ready)
    if ready and not found.ready:
        yield from found.missing


def _same(name: str, wanted: Any, found: Any) -> Iterator[Reason]:
    if wanted != found:
        yield Reason("story.otherwise", {"field": name, "wanted": _said(wanted), "found": _said(found)}, name)


def _said(value: Any) -> str:
    return "-" if value in (None, "") else str(value)


def _deadlines(step: Step) -> list[Deadline]:
    return [one for one in (step.target, step.statutory) if one]


def _due(deadline: Deadline | None) -> date | None:
    return deadline.due_on if deadline else None


def _at(day: date, scene: int, reason: Reason) -> Reason:
    return Reason(reason.code, {**reason.values, "on": str(day), "scene": scene}, reason.where)
