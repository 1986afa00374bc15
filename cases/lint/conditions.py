"""Conditions in a process: known names, arguments that fit and name something, and none that can never hold together."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from cases.conditions import CONDITIONS
from cases.lint.shared import fits
from cases.survey import Found, Path, Survey, unknown
from models.definitions import Answer, Condition
from models.definitions.condition import WrittenCondition
from models.definitions.process import AnswerType
from models.refusals import Reason
from models.vocabulary import Need, Role

ALWAYS_KNOWN = frozenset({"target", "credit_level"})
_READER: TypeAdapter[Condition] = TypeAdapter(WrittenCondition)
_YES_NO = frozenset({"yes", "no", "producer"})
_NUMBERS = frozenset({"at_least", "at_most"})


def check(survey: Survey) -> Iterator[Found]:
    """Every condition that means nothing, and every list of them that can never hold."""
    for path, listed in _lists(survey):
        for number, one in enumerate(listed):
            yield from check_one(survey, (*path, number), one)
        yield from _contradiction(path, listed)
    yield from _gates(survey)
    yield from _steps(survey)


def _lists(survey: Survey) -> Iterator[tuple[Path, tuple[Condition, ...]]]:
    for stage in (*survey.stages.values(), *survey.groups.values()):
        yield (*stage.path, "when"), stage.definition.when
        yield from _gate_lists(survey, stage.path)
    for step in survey.steps.values():
        yield (*step.path, "when"), step.definition.when
        yield (*step.path, "needs"), step.definition.needs
        for name, answer in step.definition.answers.items():
            for choice, listed in answer.needs.items():
                yield (*step.path, "answers", name, "needs", choice), listed


def _gate_lists(survey: Survey, path: Path) -> Iterator[tuple[Path, tuple[Condition, ...]]]:
    stage = next(one for one in (*survey.stages.values(), *survey.groups.values()) if one.path == path)
    yield (*path, "gate"), stage.definition.gate
    for key, outcome in stage.definition.outcomes.items():
        if outcome.gate is not None:
            yield (*path, "outcomes", key, "gate"), outcome.gate


# one condition ----------------------------------------------------------------------------------------------------------


def check_one(survey: Survey, path: Path, one: Condition) -> Iterator[Found]:
    """What is wrong with one condition, and with those inside it."""
    rule = CONDITIONS.get(one.name)
    if rule is None:
        yield path, unknown("condition", one.name, CONDITIONS)
        return
    if (rule.argument is None) != (one.argument is None):
        code = "lint.no_argument" if rule.argument is None else "lint.needs_argument"
        yield path, Reason(code, {"condition": one.name, "claim": rule.claim})
        return
    if not fits(rule.argument, one.argument):
        yield path, Reason("lint.argument", {"condition": one.name, "claim": rule.claim})
        return
    yield from ((path, reason) for reason in _refers(survey, one, rule.refers))
    for inner in _inner(one):
        yield from check_one(survey, path, inner)


def _inner(one: Condition) -> Iterator[Condition]:
    """The conditions inside a condition."""
    if one.name == "not":
        yield _READER.validate_python(one.argument)
    elif one.name == "any":
        yield from (_READER.validate_python(inner) for inner in one.argument)


def _refers(survey: Survey, one: Condition, refers: str) -> Iterator[Reason]:
    """What the argument names must exist."""
    match refers:
        case "step" if one.argument not in survey.steps:
            yield unknown("step", str(one.argument), survey.steps)
        case "milestone":
            named = (name for name, _ in _facts(one) if name not in survey.milestones)
            yield from (unknown("milestone", name, survey.milestones) for name in named)
        case "stage":
            yield from _stage_outcome(survey, one.argument)
        case "fact":
            for name, value in _facts(one):
                yield from _fact(survey, one.name, name, value)
    if one.name in {"target", "credit_level"} and survey.regime:
        yield from _level(survey, str(one.argument))
    if one.name in {"producer", "business_line"}:
        name = "producer" if one.name == "producer" else "business_lines"
        yield from _fact(survey, "yes" if one.name == "producer" else "includes", name, one.argument)


def _facts(one: Condition) -> Iterator[tuple[str, Any]]:
    if isinstance(one.argument, Mapping):
        yield from one.argument.items()
    else:
        yield str(one.argument), None


def _fact(survey: Survey, condition: str, name: str, value: Any) -> Iterator[Reason]:
    """Somebody is asked for the fact, and the answer is of a kind that can be compared so."""
    if name in ALWAYS_KNOWN:
        return
    answer = survey.facts.get(name)
    if answer is None:
        yield unknown("fact", name, (*survey.facts, *ALWAYS_KNOWN))
    elif _is_of_another_kind(condition, answer):
        yield Reason("lint.other_kind", {"fact": name, "condition": condition, "type": str(answer.type)})
    elif answer.choices and value is not None:
        for one in value if isinstance(value, list) else [value]:
            if one not in answer.choices:
                yield unknown("choice", str(one), answer.choices)


def _is_of_another_kind(condition: str, answer: Answer) -> bool:
    if condition in _YES_NO:
        return answer.type is not AnswerType.YES_NO
    if condition in _NUMBERS:
        return answer.type is not AnswerType.NUMBER
    return condition in {"fact", "fact_in"} and answer.type is AnswerType.CHOICES


def _stage_outcome(survey: Survey, wanted: Mapping[str, str]) -> Iterator[Reason]:
    if len(wanted) != 1:
        yield Reason("lint.argument", {"condition": "outcome", "claim": CONDITIONS["outcome"].claim})
        return
    ((stage, outcome),) = wanted.items()
    if stage not in survey.stages:
        yield unknown("stage", stage, survey.stages)
    elif outcome not in (known := survey.stages[stage].definition.outcomes):
        yield unknown("outcome", outcome, known)


def _level(survey: Survey, code: str) -> Iterator[Reason]:
    codes = [level.code for level in survey.regime.levels] if survey.regime else []
    if code not in codes:
        yield unknown("level", code, codes)


# several together -------------------------------------------------------------------------------------------------------


def _contradiction(path: Path, listed: tuple[Condition, ...]) -> Iterator[Found]:
    """All of a list must hold: two that exclude each other make it impossible."""
    seen: dict[str, Any] = {}
    for one in listed:
        for name, value in _literals(one):
            if name in seen and seen[name] != value:
                yield path, Reason("lint.never", {"fact": name})
            seen.setdefault(name, value)


def _literals(one: Condition) -> Iterator[tuple[str, Any]]:
    """What the condition says for certain: this fact has this value."""
    match one.name:
        case "yes" | "no":
            yield str(one.argument), one.name == "yes"
        case "producer":
            yield "producer", True
        case "first_round" | "later_round":
            yield "round", one.name
        case "fact" if isinstance(one.argument, Mapping):
            yield from one.argument.items()
        case "target" | "credit_level":
            yield one.name, one.argument
        case "not":
            inner = _READER.validate_python(one.argument) if isinstance(one.argument, str | Mapping) else None
            if inner and inner.name in {"yes", "no", "producer"}:
                yield from ((name, not value) for name, value in _literals(inner))


def _gates(survey: Survey) -> Iterator[Found]:
    """A gate asks for what can be had in its own stage: a step not of a later one, a role that has something to do there."""
    for stage in survey.stages.values():
        for path, listed in _gate_lists(survey, stage.path):
            for number, one in enumerate(listed):
                yield from (((*path, number), reason) for reason in _never(survey, stage.key, one))


def _never(survey: Survey, stage: str, one: Condition) -> Iterator[Reason]:
    here = survey.position(stage)
    if one.name in {"step_done", "step_ended", "step_waived"} and one.argument in survey.steps:
        step = survey.steps[str(one.argument)]
        if survey.position(step.top) > here:
            yield Reason("lint.later", {"step": step.key, "stage": step.top})
    if one.name == "signed_by" and one.argument in list(Role):
        roles = {role for step in survey.steps_of(stage) for role in (step.definition.by, step.definition.review_by)}
        if one.argument not in roles:
            yield Reason("lint.nobody_signs", {"role": str(one.argument), "stage": stage})


def _steps(survey: Survey) -> Iterator[Found]:
    """A step's conditions together with those around it, and what it is repeated for."""
    for step in survey.steps.values():
        if len(step.when) > len(step.definition.when):
            yield from _contradiction((*step.path, "when"), step.when)
        yield from _choices(step.path, step.definition.answers)
        repeat = step.definition.repeat
        if repeat and repeat.for_each:
            yield from _for_each(survey, (*step.path, "repeat", "for_each"), repeat.for_each)
        if repeat and repeat.for_each and step.definition.need is Need.OPTIONAL:
            yield (*step.path, "need"), Reason("lint.optional_for_each", {"step": step.key})


def _choices(path: Path, answers: Mapping[str, Answer]) -> Iterator[Found]:
    """Needs are those of an answer that can be chosen."""
    for name, answer in answers.items():
        allowed = ("yes", "no") if answer.type is AnswerType.YES_NO else tuple(answer.choices)
        for choice in answer.needs:
            if choice not in allowed:
                yield (*path, "answers", name, "needs"), unknown("choice", choice, allowed)


def _for_each(survey: Survey, path: Path, name: str) -> Iterator[Found]:
    answer = survey.facts.get(name)
    if answer is None:
        yield path, unknown("fact", name, survey.facts)
    elif answer.type is not AnswerType.CHOICES:
        yield path, Reason("lint.other_kind", {"fact": name, "condition": "for_each", "type": str(answer.type)})
