"""Instances (步骤实例): which steps a stay in a stage asks for, which of them are rows already, and what the others wait for."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases import facts, recurring
from cases.blueprint import Blueprint, StepPlan, blueprint
from cases.naming import about_step, fact_title
from cases.registry import Verdict, judge_all
from models.casefile import CaseFile, Step
from models.refusals import Reason
from models.vocabulary import Need, StepState


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in one stage: the present one, or one to come."""

    stage: str
    round: int


PASSED = frozenset({StepState.DONE, StepState.WAIVED})


def present(casefile: CaseFile) -> Stay:
    """Where the case is."""
    return Stay(casefile.stage, casefile.round)


def next_stay(casefile: CaseFile, stage: str) -> Stay:
    """The stay that begins when ``stage`` is entered; rounds count how often it was."""
    return Stay(stage, 1 + sum(visit.stage == stage for visit in casefile.visits))


def rows_in(casefile: CaseFile, stay: Stay, of: str) -> tuple[Step, ...]:
    """The instances of a step in one stay that count: a dropped one was never asked for."""
    return tuple(
        row
        for row in casefile.steps
        if row.of == of and row.stage == stay.stage and row.round == stay.round and row.state is not StepState.DROPPED
    )


def applies(casefile: CaseFile, step: StepPlan) -> Verdict:
    """Whether the step's conditions hold; unknown while an answer is awaited."""
    return judge_all(step.when, casefile)


def elements_of(casefile: CaseFile, step: StepPlan) -> tuple[str, ...] | None:
    """What the step stands for, one instance each: the elements of its collection; for any other step one empty name.

    None while the collection is unknown. Of a duty that recurs the occurrences that have begun. No more than ``at_most``.
    """
    repeat = step.definition.repeat
    if repeat and repeat.every:
        return recurring.elements(casefile, step)
    if repeat is None or repeat.for_each is None:
        return ("",)
    found = facts.elements(casefile, repeat.for_each)
    return None if found is None else found[: repeat.at_most]


def to_come(casefile: CaseFile, step: StepPlan, stay: Stay) -> tuple[str, ...]:
    """The elements whose instance this stay still asks for and which nobody was asked for yet; rows merely planned included."""
    rows = rows_in(casefile, stay, step.key)
    asked = {row.element for row in rows if row.state is not StepState.PLANNED} | _settled_before(casefile, step, stay)
    missing = tuple(element for element in elements_of(casefile, step) or () if element not in asked)
    return missing or _once_more(step, rows)


def _settled_before(casefile: CaseFile, step: StepPlan, stay: Stay) -> set[str]:
    """Finished work stays finished: what was passed is not asked again if the step is not for each round, nor if it was
    passed in another stage, where an earlier version of the process had it."""
    passed = [row for row in casefile.steps if row.of == step.key and row.state in PASSED]
    if not step.definition.each_round:
        return {row.element for row in passed}
    return {row.element for row in passed if row.stage != stay.stage} if stay.round == 1 else set()


def _once_more(step: StepPlan, rows: tuple[Step, ...]) -> tuple[str, ...]:
    """A step that comes again when done: the next one, as long as none is running and the cap is not reached."""
    repeat = step.definition.repeat
    if repeat is None or not repeat.when_done or not rows or len(rows) >= repeat.at_most:
        return ()
    return ("",) if all(row.state in PASSED for row in rows) else ()


def next_key(casefile: CaseFile, of: str) -> str:
    """The key of the next instance: ``visit``, then ``visit.2``, counted over all rounds and repeats."""
    count = sum(row.key == of or row.key.startswith(f"{of}.") for row in casefile.steps)
    return of if count == 0 else f"{of}.{count + 1}"


def keys_to_come(casefile: CaseFile, step: StepPlan, stay: Stay) -> dict[str, str]:
    """The keys, each with its element, that instances to come have or will have if they open in order."""
    rows = {row.element: row.key for row in rows_in(casefile, stay, step.key) if row.state is StepState.PLANNED}
    first = next_key(casefile, step.key)
    number = 1 if first == step.key else int(first.rpartition(".")[2])
    keys: dict[str, str] = {}
    for element in to_come(casefile, step, stay):
        key = rows.get(element)
        if key is None:
            key, number = (step.key if number == 1 else f"{step.key}.{number}"), number + 1
        keys[key] = element
    return keys


def waits_for(casefile: CaseFile, step: StepPlan) -> tuple[Reason, ...]:
    """What keeps the step from opening: predecessors that have not ended, answers that are not known."""
    plan = blueprint(casefile)
    before = (about_step("step.waits_for", casefile, key) for key in step.after if not has_ended(casefile, plan, key))
    return (*before, *_unknown(casefile, step))


def _unknown(casefile: CaseFile, step: StepPlan) -> Iterator[Reason]:
    verdict = applies(casefile, step)
    if verdict.met is None:
        yield from verdict.reasons
    if elements_of(casefile, step) is None and step.definition.repeat and step.definition.repeat.for_each:
        name = step.definition.repeat.for_each
        yield Reason("fact.unknown", {"fact": name, **fact_title(casefile, name)})


def has_ended(casefile: CaseFile, plan: Blueprint, key: str) -> bool:
    """Whether nothing named ``key``, a step or a nested stage, is to be waited for any more.

    A step that does not apply is not waited for, nor an optional one nobody started; a step of an earlier stage is over with it.
    """
    if key in plan.groups:
        return all(
            has_ended(casefile, plan, inside) for inside in plan.groups[key] if _holds_up(casefile, plan, inside)
        )
    step = plan.steps[key]
    if step.stage != casefile.stage:
        return _is_behind(casefile, plan, step)
    rows = rows_in(casefile, present(casefile), key)
    if any(row.is_live for row in rows) and not _came_again(step, rows):
        return False
    if step.definition.need is Need.OPTIONAL or applies(casefile, step).met is False:
        return True
    return _came_again(step, rows) or (
        elements_of(casefile, step) is not None and not to_come(casefile, step, present(casefile))
    )


def _holds_up(casefile: CaseFile, plan: Blueprint, key: str) -> bool:
    """Whether a nested stage waits for this step of it: never for a neutral one."""
    return plan.steps[key].definition.need is not Need.NEUTRAL


def _came_again(step: StepPlan, rows: tuple[Step, ...]) -> bool:
    """A step that comes again for ever has ended, for those who wait for it, when it was done once."""
    repeat = step.definition.repeat
    return bool(repeat and repeat.when_done and any(row.state in PASSED for row in rows))


def _is_behind(casefile: CaseFile, plan: Blueprint, step: StepPlan) -> bool:
    if casefile.stage not in plan.stages:
        return False
    return plan.stages[step.stage].position < plan.stages[casefile.stage].position
