"""The flow of a process: stages one can come to and get out of, predecessors one can wait for, steps that can ever apply."""

from collections.abc import Iterable, Iterator

from cases.survey import Found, Stage, Step, Survey
from models.definitions import Outcome
from models.refusals import Reason

_NESTED_HAS_NO = ("gate", "outcomes", "on_enter", "on_leave", "statutory")
_TOP_HAS_NO = ("after", "when")


def check(survey: Survey) -> Iterator[Found]:
    """Everything that keeps a case from moving on."""
    yield from _misplaced(survey)
    yield from _ways(survey)
    yield from _waiting_for_later(survey)
    yield from _circles(survey)


def _misplaced(survey: Survey) -> Iterator[Found]:
    """What is written where nobody will look for it."""
    for stage in (*survey.stages.values(), *survey.groups.values()):
        for name in _NESTED_HAS_NO if stage.is_nested else _TOP_HAS_NO:
            if getattr(stage.definition, name):
                code = "lint.not_nested" if stage.is_nested else "lint.only_nested"
                yield (*stage.path, name), Reason(code, {"field": name})
        if not stage.is_nested and not (stage.definition.steps or stage.definition.stages):
            yield stage.path, Reason("lint.no_steps", {"stage": stage.key})


def _ways(survey: Survey) -> Iterator[Found]:
    """Each stage has outcomes, can be come to, and from each one the case can be closed."""
    reached = _reached(survey)
    for key, stage in survey.stages.items():
        if not stage.definition.outcomes:
            yield stage.path, Reason("lint.no_outcome", {"stage": key})
        elif key not in reached:
            yield stage.path, Reason("lint.unreachable", {"stage": key})
        elif not _can_end(survey, key):
            yield stage.path, Reason("lint.no_end", {"stage": key})


def _outcomes(survey: Survey, stage: str) -> Iterable[Outcome]:
    return survey.stages[stage].definition.outcomes.values() if stage in survey.stages else ()


def _from(survey: Survey, start: str) -> set[str]:
    """All stages that can follow ``start``, itself included."""
    reached, ahead = {start}, [start]
    while ahead:
        following = {one.to for one in _outcomes(survey, ahead.pop()) if one.to in survey.stages}
        ahead += sorted(one for one in following if one and one not in reached)
        reached |= {one for one in following if one}
    return reached


def _reached(survey: Survey) -> set[str]:
    return _from(survey, next(iter(survey.stages)))


def _can_end(survey: Survey, start: str) -> bool:
    """A stage without outcomes, or one that leads to a stage that does not exist, was told already."""
    stages = _from(survey, start)
    ways = [one for stage in stages for one in _outcomes(survey, stage)]
    told = any(not list(_outcomes(survey, stage)) for stage in stages)
    return told or any(one.close or one.to not in survey.stages for one in ways)


def _waiting_for_later(survey: Survey) -> Iterator[Found]:
    """A step of a later stage has not ended while this one lasts."""
    places: list[Step | Stage] = [*survey.steps.values(), *survey.groups.values()]
    for one in places:
        for number, key in enumerate(one.definition.after):
            before = survey.steps.get(key) or survey.groups.get(key)
            if before and survey.position(before.top) > survey.position(one.top):
                yield (*one.path, "after", number), Reason("lint.later", {"step": key, "stage": before.top})


def _circles(survey: Survey) -> Iterator[Found]:
    """Steps that wait for each other, each circle told once, at its first step."""
    told: set[str] = set()
    for step in survey.steps.values():
        circle = _circle(survey, step.key)
        if circle and not told & set(circle):
            told.update(circle)
            yield (*_place(survey, step), "after"), Reason("lint.circle", {"steps": " → ".join((*circle, circle[0]))})


def _place(survey: Survey, step: Step) -> tuple[str | int, ...]:
    """Where it is written what the step waits for: its own place, or that of the nested stage around it."""
    around: list[Step | Stage] = [step, *(survey.groups[key] for key in step.inside)]
    return next((one.path for one in around if one.definition.after), step.path)


def _circle(survey: Survey, start: str) -> tuple[str, ...]:
    """A way from ``start`` back to itself, empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for key in _waits_for(survey, way[-1]):
            if key == start:
                return way
            if key not in seen:
                seen.add(key)
                ways.append((*way, key))
    return ()


def _waits_for(survey: Survey, key: str) -> tuple[str, ...]:
    step = survey.steps[key]
    return tuple(dict.fromkeys(inside for before in step.after for inside in survey.inside(before)))
