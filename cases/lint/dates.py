"""Dates of a process: events that terms count from must be able to happen, and no target may outlast the law."""

from collections.abc import Iterator

from cases.deadlines import runs
from cases.survey import Found, Path, Stage, Step, Survey, unknown
from models.definitions import Statutory
from models.refusals import Reason
from models.terms import Anchor, Event, Length, Term
from models.vocabulary import Need, Unit

_ONLY_STEPS = frozenset({Event.STEP_OPENED, Event.ASKED, Event.OCCURRENCE})
_SHORTEST = {Unit.WORKDAYS: 1, Unit.DAYS: 1, Unit.MONTHS: 28, Unit.YEARS: 365}  # in days
_LONGEST = {Unit.DAYS: 1, Unit.MONTHS: 31, Unit.YEARS: 366}  # working days have no upper bound


def check(survey: Survey) -> Iterator[Found]:
    """Every term that can never give a date, and every target that is longer than the law's term."""
    for stage in survey.stages.values():
        yield from _of_stage(survey, stage)
    for group in survey.groups.values():
        if group.definition.term:
            yield from _anchor(survey, (*group.path, "term"), group.definition.term.anchor, group, "")
    for step in survey.steps.values():
        yield from _of_step(survey, step)


def _of_stage(survey: Survey, stage: Stage) -> Iterator[Found]:
    written = _written(stage.path, stage.definition.term, stage.definition.statutory)
    for path, anchor, yearly in written:
        if yearly or anchor.event in _ONLY_STEPS:
            yield path, Reason("lint.only_steps", {"term": "each year" if yearly else str(anchor)})
        else:
            yield from _anchor(survey, path, anchor, stage, "")
    yield from _longer(survey, stage.path, stage.definition.term, stage.definition.statutory)
    yield from _pausable(survey, stage.path, stage.definition.statutory)


def _of_step(survey: Survey, step: Step) -> Iterator[Found]:
    repeat = step.definition.repeat
    for path, anchor, _ in _written(step.path, step.definition.term, step.definition.statutory):
        yield from _anchor(survey, path, anchor, step, step.key)
        if anchor.event is Event.OCCURRENCE and not (repeat and repeat.every):
            yield path, Reason("lint.no_occurrence", {"step": step.key})
    if repeat and repeat.every and step.definition.need is not Need.NEUTRAL:
        yield (*step.path, "need"), Reason("lint.duty_neutral", {"step": step.key})
    yield from _longer(survey, step.path, step.term, step.definition.statutory)
    yield from _pausable(survey, step.path, step.definition.statutory)
    if step.definition.extension and not step.term:
        yield (*step.path, "extension"), Reason("lint.no_term", {"step": step.key})


def _pausable(survey: Survey, path: Path, statutory: Statutory | None) -> Iterator[Found]:
    """The law's clock stops only where time runs on it, and where it is said by what right."""
    if statutory is None or not statutory.pausable:
        return
    place, law = (*path, "statutory", "pausable"), _law(survey, statutory)
    if law and not runs(law):
        yield place, Reason("lint.never_stops", {"term": str(law)})
    if not statutory.source:
        yield place, Reason("lint.no_source", {"field": "pausable"})


def _written(path: Path, term: Term | None, statutory: Statutory | None) -> Iterator[tuple[Path, Anchor, bool]]:
    """Every anchor written at a place, and whether its date is a yearly one."""
    if term:
        yield (*path, "term"), term.anchor, term.each_year_on is not None
    if statutory and statutory.term:
        yield (*path, "statutory", "term"), statutory.term.anchor, statutory.term.each_year_on is not None
    if statutory and statutory.after:
        yield (*path, "statutory", "after"), statutory.after, False


def _anchor(survey: Survey, path: Path, anchor: Anchor, place: Step | Stage, own: str) -> Iterator[Found]:
    match anchor.event:
        case Event.DONE if anchor.key not in survey.steps:
            yield path, unknown("step", anchor.key, survey.steps)
        case Event.DONE if anchor.key == own:
            yield path, Reason("lint.own_end", {"step": own})
        case Event.DONE if survey.position(survey.steps[anchor.key].top) > survey.position(place.top):
            yield path, Reason("lint.later", {"step": anchor.key, "stage": survey.steps[anchor.key].top})
        case Event.MILESTONE if anchor.key not in survey.milestones:
            yield path, unknown("milestone", anchor.key, survey.milestones)


def _longer(survey: Survey, path: Path, target: Term | None, statutory: Statutory | None) -> Iterator[Found]:
    law = _law(survey, statutory)
    if target and law and _outlasts(target, law):
        yield (*path, "term"), Reason("lint.longer", {"target": str(target), "statutory": str(law)})


def _law(survey: Survey, statutory: Statutory | None) -> Term | None:
    if statutory is None or statutory.term:
        return statutory.term if statutory else None
    clock = survey.regime.clocks.get(statutory.clock or "") if survey.regime else None
    return Term(statutory.after, clock.length) if clock and statutory.after else None


def _outlasts(target: Term, law: Term) -> bool:
    """Whether the target surely ends after the law's date; only terms from the same event can be compared."""
    if target.anchor != law.anchor or target.before or law.before or not (target.length and law.length):
        return False
    return _is_longer(target.length, law.length)


def _is_longer(one: Length, other: Length) -> bool:
    if one.unit is other.unit:
        return one.number > other.number
    return other.unit in _LONGEST and one.number * _SHORTEST[one.unit] > other.number * _LONGEST[other.unit]
