"""Acts (办理动作) as rules: one act decided, or every act offered with each reason why not. Both ask the same questions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cases.blueprint import blueprint
from cases.draft import Draft
from cases.inputs import Values, named, read
from cases.instances import keys_to_come, present, waits_for
from cases.naming import about_step, of_key
from cases.occasion import Occasion
from cases.progress import settle
from cases.rights import may, require_reach, require_sight
from cases.standing_in import may_for
from models.acts import Input, Option
from models.casefile import CaseFile
from models.changes import Change
from models.links import Consequence
from models.people import Person
from models.refusals import Reason, Refused
from models.vocabulary import CaseStatus, StepState

ANY_STATE = frozenset(StepState) - {StepState.DROPPED}


class On(StrEnum):
    """What an act is done on."""

    CASE = "case"
    STEP = "step"
    EITHER = "either"


class Way(StrEnum):
    """Which other definitions an act needs beside those the case is pinned to."""

    AHEAD = "ahead"  # those it is moved to
    BACK = "back"  # those it went by before


@dataclass(frozen=True, slots=True)
class Ask:
    """One act asked for, its inputs read. ``people`` are those named in the inputs, as far as they exist."""

    casefile: CaseFile
    step: str
    values: Values
    occasion: Occasion
    people: Mapping[str, Person] = field(default_factory=dict)


def no_objections(casefile: CaseFile, step: str, occasion: Occasion) -> Iterable[Reason]:
    """Nothing but the usual stands in the way."""
    return ()


def no_inputs(casefile: CaseFile, step: str) -> tuple[Input, ...]:
    """Nothing is asked for."""
    return ()


def no_check(ask: Ask) -> Iterable[Reason]:
    """Every readable input will do."""
    return ()


def nothing_follows(casefile: CaseFile, changes: Iterable[Change]) -> Iterable[Consequence]:
    """It concerns no other case."""
    return ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act: where it is possible, what stands against it, what it asks for, and what it changes.

    ``objections`` hold whatever is put in, ``check`` looks at the inputs, ``outlook`` tells in place of both how things look
    before anything is put in (options only). ``reads_sheets``: it needs the answers of assessments and the standards; only its
    objections do without. ``names_case`` is the input that names another case, which the check then knows. ``follows`` tells what
    is done on other cases because of it, in the same transaction. ``way``: it takes the case to other definitions. ``looks_back``:
    it needs the newest act on the case, and the case before that. ``states`` are those of the step; PLANNED among them means one
    that is no row yet, too, if it belongs to the present stay.
    """

    name: str
    change: Callable[[Draft, Ask], None]
    on: On = On.CASE
    status: frozenset[CaseStatus] = frozenset({CaseStatus.OPEN})
    states: frozenset[StepState] = frozenset({StepState.OPEN})
    objections: Callable[[CaseFile, str, Occasion], Iterable[Reason]] = no_objections
    inputs: Callable[[CaseFile, str], tuple[Input, ...]] = no_inputs
    check: Callable[[Ask], Iterable[Reason]] = no_check
    outlook: Callable[[CaseFile, str, Occasion], Iterable[Reason]] | None = None
    needs_reason: bool = False
    reads_sheets: bool = False
    names_case: str = ""
    follows: Callable[[CaseFile, Iterable[Change]], Iterable[Consequence]] = nothing_follows
    way: Way | None = None
    looks_back: bool = False


def decide(
    act: Act,
    casefile: CaseFile,
    step: str,
    inputs: Mapping[str, Any],
    occasion: Occasion,
    people: Mapping[str, Person] | None = None,
) -> tuple[Change, ...]:
    """What ``act`` changes. Raises Missing if the case is out of the actor's reach, Refused with all reasons if it cannot be."""
    require_reach(occasion.actor, act.name, casefile, step)
    reasons = list(admission(act, casefile, step, occasion))
    if not reasons:
        asked = act.inputs(casefile, step)
        values, unread = read(asked, inputs)
        reasons = [replace(one, values=one.values | {"act": act.name}) for one in unread]
        ask = Ask(casefile, step, values, occasion, people or {})
        reasons += [
            *act.objections(casefile, step, occasion),
            *_reason_given(act, occasion),
            *named(act.check(ask), asked),
        ]
    if reasons:
        raise Refused(*_each_once(reasons))
    draft = Draft(casefile, occasion)
    act.change(draft, ask)
    settle(draft)
    return draft.changes


def options(acts: Iterable[Act], casefile: CaseFile, occasion: Occasion) -> list[Option]:
    """Every act on the case and on each step of the present stay: possible, or every reason why not."""
    require_sight(occasion.actor, casefile)
    steps = step_keys(casefile)
    return [_option(act, casefile, step, occasion) for act in acts for step in _places(act, steps)]


def best(own: Iterable[Option], others: Iterable[Iterable[Option]]) -> list[Option]:
    """Each option in one's own right, or on behalf of the first for whom it is possible; if of nobody, with one's own reasons."""
    found = list(own)
    for theirs in others:
        found = [mine if mine.allowed or not one.allowed else one for mine, one in zip(found, theirs, strict=True)]
    return found


def step_keys(casefile: CaseFile) -> tuple[str, ...]:
    """The steps of the present stay: those that were opened, and those to come."""
    stay = present(casefile)
    rows = [
        row.key
        for row in casefile.steps
        if (row.stage, row.round) == (stay.stage, stay.round) and row.state is not StepState.DROPPED
    ]
    planned = (
        key for step in blueprint(casefile).stages[stay.stage].steps for key in keys_to_come(casefile, step, stay)
    )
    return tuple(dict.fromkeys([*rows, *planned]))


def admission(act: Act, casefile: CaseFile, step: str, occasion: Occasion) -> Iterator[Reason]:
    """What stands in the way before the act itself is looked at: rights, the case's status, the day, the step and its state.

    Nothing is done on a day before the present stay began: the clock was set back, or the day was mistyped.
    """
    yield from _rights(act, casefile, step, occasion)
    yield from _status(act, casefile)
    if occasion.today < casefile.stage_entered_on:
        yield Reason("act.too_early", {"today": occasion.today, "since": casefile.stage_entered_on})
    if act.on is On.CASE and step:
        yield Reason("act.no_step", {"act": act.name, "step": step})
    elif act.on is On.STEP and not step:
        yield Reason("act.needs_step", {"act": act.name, "allowed": ", ".join(step_keys(casefile))})
    elif step:
        yield from _state(act, casefile, step)


def _rights(act: Act, casefile: CaseFile, step: str, occasion: Occasion) -> Iterator[Reason]:
    absent, actor = occasion.on_behalf_of, occasion.actor
    against = may_for(absent, actor, act.name, casefile, step) if absent else may(actor, act.name, casefile, step)
    if against:
        yield against


def _option(act: Act, casefile: CaseFile, step: str, occasion: Occasion) -> Option:
    reasons = list(admission(act, casefile, step, occasion))
    if not _is_nowhere(reasons):
        reasons += (act.outlook or act.objections)(casefile, step, occasion)
    inputs = act.inputs(casefile, step) if not _is_nowhere(reasons) else ()
    absent = occasion.on_behalf_of.login if occasion.on_behalf_of else ""
    return Option(act.name, step, not reasons, _each_once(reasons), inputs, act.needs_reason, absent)


def _places(act: Act, steps: tuple[str, ...]) -> tuple[str, ...]:
    match act.on:
        case On.CASE:
            return ("",)
        case On.STEP:
            return steps
        case On.EITHER:
            return ("", *steps)


_STATUS_CODES = {
    CaseStatus.OPEN: "case.is_open",
    CaseStatus.SUSPENDED: "case.suspended",
    CaseStatus.CLOSED: "case.closed",
}


def _status(act: Act, casefile: CaseFile) -> Iterator[Reason]:
    if casefile.status not in act.status:
        yield Reason(_STATUS_CODES[casefile.status], {"no": casefile.no})


_STATE_CODES = (
    (StepState.OPEN, "step.not_open"),
    (StepState.SUBMITTED, "step.not_submitted"),
    (StepState.DONE, "step.not_ended"),
)


def _state(act: Act, casefile: CaseFile, key: str) -> Iterator[Reason]:
    row = casefile.step(key)
    if row is None and not _is_to_come(casefile, key):
        yield Reason("step.no_such", {"step": key, "allowed": ", ".join(step_keys(casefile))}, key)
        return
    state = row.state if row else StepState.PLANNED
    if state in act.states:
        return
    code = next(code for wanted, code in _STATE_CODES if wanted in act.states)
    yield about_step(code, casefile, key, state=str(state))
    if state is StepState.PLANNED:
        yield from waits_for(casefile, blueprint(casefile).steps[row.of if row else of_key(key)])


def _is_to_come(casefile: CaseFile, key: str) -> bool:
    step = blueprint(casefile).steps.get(of_key(key))
    if step is None or step.stage != casefile.stage:
        return False
    return key in keys_to_come(casefile, step, present(casefile))


def _is_nowhere(reasons: Iterable[Reason]) -> bool:
    """Whether the step is not in a state in which the act's own objections could be asked."""
    return any(reason.code.startswith(("step.", "case.")) for reason in reasons)


def _reason_given(act: Act, occasion: Occasion) -> Iterator[Reason]:
    if act.needs_reason and not occasion.reason:
        yield Reason("reason.missing", {"act": act.name}, "reason")


def _each_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    seen: list[Reason] = []
    for reason in reasons:
        if reason not in seen:
            seen.append(reason)
    return tuple(seen)
