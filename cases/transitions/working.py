"""Working on a step: start, complete, submit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cases import certificates, duties, names, papers, parties, periods, promises, windows
from cases.acts import Ask
from cases.blueprint import blueprint
from cases.bounds import out_of_bounds
from cases.draft import Draft
from cases.inputs import out_of_range
from cases.instances import applies, keys_to_come, present, waits_for
from cases.naming import about_step, of_key, paper_title
from cases.occasion import Occasion
from cases.progress import close_step, open_step, plan_step, reach, record
from cases.registry import judge
from cases.rights import stands_for
from models.acts import Input
from models.casefile import CaseFile, Step
from models.changes import StepStarted, StepSubmitted
from models.definitions import Answer, StepDefinition
from models.definitions.process import AnswerType
from models.refusals import Reason
from models.vocabulary import Need, Role, StepState

EVENT_DAY = Input("on", "date", required=False)


def definition_of(casefile: CaseFile, key: str) -> StepDefinition | None:
    """What the process says about a step; None for one added by hand."""
    row = casefile.step(key)
    plan = blueprint(casefile).steps.get(row.of if row else of_key(key))
    return plan.definition if plan else None


def papers_of(casefile: CaseFile, key: str) -> tuple[str, ...]:
    """The kinds of evidence a step is done with."""
    row, definition = casefile.step(key), definition_of(casefile, key)
    return row.item.evidence if row and row.item else definition.evidence if definition else ()


def role_of(casefile: CaseFile, key: str) -> Role:
    """Which role does a step."""
    row, definition = casefile.step(key), definition_of(casefile, key)
    return row.by if row else definition.by if definition else Role.COORDINATOR


def not_yours(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """A step is done by its role, by whom it is assigned to, or by somebody who stands in for that role."""
    row, role = casefile.step(key), role_of(casefile, key)
    if not (row and row.assignee == occasion.capacity.login) and not stands_for(occasion.capacity, role):
        yield about_step("step.not_yours", casefile, key, role=str(role))


# start ------------------------------------------------------------------------------------------------------------------


def start_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """An open step can be started once; of those to come only an optional one that applies and waits for nothing."""
    yield from not_yours(casefile, key, occasion)
    row = casefile.step(key)
    if row and row.is_live:
        if row.started_on:
            yield about_step("step.started", casefile, key, on=str(row.started_on))
        return
    step = blueprint(casefile).steps[row.of if row else of_key(key)]
    waits = waits_for(casefile, step)
    yield from waits
    if applies(casefile, step).met is False:
        yield about_step("step.not_applicable", casefile, key)
    if step.definition.need is not Need.OPTIONAL and not waits:
        yield about_step("step.opens_by_itself", casefile, key)


def start(draft: Draft, ask: Ask) -> None:
    """Open an optional step and note that work began; on an open one only the latter."""
    row = draft.casefile.step(ask.step)
    if row is None or row.state is StepState.PLANNED:
        open_step(draft, materialise(draft, ask.step).key)
    draft.add(StepStarted(step=ask.step, started_on=draft.today))


def materialise(draft: Draft, key: str) -> Step:
    """The row of a step that may be no row yet."""
    row = draft.casefile.step(key)
    if row:
        return row
    step = blueprint(draft.casefile).steps[of_key(key)]
    element = keys_to_come(draft.casefile, step, present(draft.casefile))[key]
    return plan_step(draft, step, element)


# complete, submit -------------------------------------------------------------------------------------------------------


def complete_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Not a step somebody has to review first, and all that `submit_objections` say."""
    definition = definition_of(casefile, key)
    if definition and definition.review_by:
        yield about_step("step.needs_review", casefile, key, role=str(definition.review_by))
    yield from _unready(casefile, key, occasion)


def submit_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Only a step that somebody reviews; with its evidence, and with no question open."""
    definition = definition_of(casefile, key)
    if definition is None or definition.review_by is None:
        yield about_step("step.needs_no_review", casefile, key)
    yield from _unready(casefile, key, occasion)


def _unready(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    against = list(not_yours(casefile, key, occasion))
    yield from against or duties.own_case(casefile, occasion, role_of(casefile, key))
    row, definition = casefile.step(key), definition_of(casefile, key)
    if row and row.question:
        yield about_step("question.open", casefile, key, **parties.named(casefile, row.question.party))
    there = row.evidence if row else ()
    attached, good = {one.kind for one in there}, papers.good(there, occasion.today)
    for kind in papers_of(casefile, key):
        if kind not in good:
            code = "evidence.ran_out_on_step" if kind in attached else "evidence.missing_on_step"
            yield about_step(code, casefile, key, **paper_title(casefile, kind))
    for kind, period in periods.missing(casefile, key, occasion.today):
        yield about_step("evidence.period_missing", casefile, key, period=period, **paper_title(casefile, kind))
    for kind in row.missing if row else ():
        yield about_step("evidence.asked_again", casefile, key, **paper_title(casefile, kind))
    for one in definition.needs if definition else ():
        verdict = judge(one, casefile)
        yield from verdict.reasons if not verdict.met else ()


def answer_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The answers the step asks for."""
    definition = definition_of(casefile, key)
    return tuple(
        Input(name, str(answer.type), answer.required, tuple(answer.choices), answer.title, answer.choices)
        for name, answer in (definition.answers.items() if definition else ())
    )


def complete_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The answers, and the day it really happened."""
    return (*answer_inputs(casefile, key), EVENT_DAY)


def complete_check(ask: Ask) -> Iterator[Reason]:
    """Dates that can be: the day of the event, and those among the answers that are events."""
    yield from event_day_check(ask)
    yield from answers_check(ask)
    yield from window_check(ask)


def window_check(ask: Ask) -> Iterable[Reason]:
    """An application falls on a day on which the enterprise may apply for what the case aims at."""
    definition, casefile, by = definition_of(ask.casefile, ask.step), ask.casefile, ask.occasion
    if definition is None or not definition.in_window:
        return ()
    day = ask.values.get("on") or by.today
    return windows.against(by.past, casefile.regime, casefile.process.target, by.calendar, day, ask.step)


def asks_the_past(casefile: CaseFile, key: str) -> bool:
    """Whether the enterprise's past has a say in this step: it is an application, or it may tell of a certificate."""
    definition = definition_of(casefile, key) if key else None
    return bool(definition and (definition.in_window or any(one.milestone for one in definition.answers.values())))


def event_day_check(ask: Ask) -> Iterable[Reason]:
    """``on`` is not in the future and not before the step opened; a case taken over may tell of its stay so far."""
    return out_of_bounds("complete-step", "on", ask)


def answers_check(ask: Ask) -> Iterator[Reason]:
    """A date that a term counts from has happened: not in the future, and not before the case began."""
    definition = definition_of(ask.casefile, ask.step)
    events = blueprint(ask.casefile).event_milestones
    first = None if ask.casefile.taken_over_on else ask.casefile.opened_on
    for name, answer in definition.answers.items() if definition else ():
        if answer.milestone in events and name in ask.values:
            yield from out_of_range(name, ask.values[name], first=first, last=ask.occasion.today)
    for name, answer in definition.answers.items() if definition else ():
        if answer.type is AnswerType.NAMES and name in ask.values:
            yield from names.against(ask, name, answer)
    yield from _needs_check(ask, definition.answers if definition else {})
    yield from _certificate_check(ask, definition.answers if definition else {})


def _needs_check(ask: Ask, answers: Mapping[str, Answer]) -> Iterator[Reason]:
    """What an answer needs before it can be given."""
    for name, answer in answers.items():
        for one in answer.needs.get(_choice(ask.values.get(name)), ()):
            verdict = judge(one, ask.casefile)
            yield from (replace(reason, where=name) for reason in verdict.reasons if not verdict.met)


def _choice(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _certificate_check(ask: Ask, answers: Mapping[str, Answer]) -> Iterable[Reason]:
    """The certificate that these answers tell of, if they do, is one that can be."""
    casefile, values = ask.casefile, ask.values
    reached = {one.milestone: values[name] for name, one in answers.items() if one.milestone and name in values}
    told = certificates.told(
        casefile.process,
        casefile.regime,
        casefile.no,
        facts={**casefile.facts, **values},
        milestones={**casefile.milestones, **reached},
    )
    return certificates.against(told, ask.occasion.past, casefile.process) if told and reached else ()


def complete(draft: Draft, ask: Ask) -> None:
    """Answers become facts, dates among them milestones; the step is done on the day it happened."""
    record_answers(draft, ask)
    finish(draft, ask.step, ask.values.get("on"))


def submit(draft: Draft, ask: Ask) -> None:
    """Answers become facts; the step waits for its reviewer, and what was promised about it is over."""
    record_answers(draft, ask)
    promises.end(draft, ask.step)
    by, absent = draft.occasion.actor, draft.occasion.on_behalf_of
    draft.add(
        StepSubmitted(
            step=ask.step,
            submitted_by=by.login,
            submitted_for=absent and absent.login,
            submitted_on=draft.today,
        )
    )


def record_answers(draft: Draft, ask: Ask) -> None:
    """Each answer given becomes a fact under its name; dates as text, as JSON knows no other."""
    for one in answer_inputs(ask.casefile, ask.step):
        if one.name in ask.values:
            value = ask.values[one.name]
            record(draft, one.name, value.isoformat() if isinstance(value, date) else value)


def finish(draft: Draft, key: str, on: date | None) -> None:
    """The step is done; milestones among its answers are reached."""
    definition = definition_of(draft.casefile, key)
    for name, answer in definition.answers.items() if definition else ():
        if answer.milestone and answer.type is AnswerType.DATE and draft.casefile.facts.get(name):
            reach(draft, answer.milestone, date.fromisoformat(str(draft.casefile.facts[name])))
    close_step(draft, key, StepState.DONE, on=on)
