"""What stands where on the case page: the stepper, the steps in groups, each with what can be done and why not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.answers import Given, answers_given, asked
from cases.blueprint import StagePlan, blueprint
from cases.clocks import STAGE
from cases.gate import Gate, endings, forward, gate, outcomes
from cases.lateness import late_after
from cases.naming import of_key, stage_title
from config.answers import in_words
from config.contract import Document
from config.words import ACTS, rest_days, said
from config.words import title as heading
from models.acts import Option
from models.casefile import CaseFile, Question, Visit
from models.changes import StepClosed, StepReopened, StepReturned, StepSubmitted
from models.definitions import StageDefinition, Text
from models.record import Record
from models.refusals import Reason
from models.vocabulary import ENDED, LIVE, CaseStatus, Standing, StepState
from web.pages.act_forms import ActForm, ActForms
from web.pages.plan_view import PLANNING

Between = Callable[[date, date], int]
ASSESSING = frozenset({
    "open-assessment", "answer-clauses", "record-figures", "submit-section", "return-section", "accept-section",
    "close-assessment", "drop-assessment",
})  # fmt: skip
ELSEWHERE = ASSESSING | PLANNING | {"move-case"}
"""Acts that have a page of their own."""
UNMISSED = frozenset({"claim", "undo"})
"""Acts whose time comes seldom: where they are impossible nobody asks why."""
FINISHING = ("record-answer", "accept-step", "complete-step", "submit-step", "start-step")
"""What a step is brought on with; the first that is possible stands out, the rest is one click further."""
BESIDE = {"accept-step": "return-step"}  # two sides of one decision


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage on the stepper. ``look`` is done, now or ahead; ``stay`` the last there was, of ``days`` working days.

    ``before`` says that it lay before the case was taken over, ``until`` is the limit of the present stay, late
    when it passed and did not stand still, ``rolled`` over these days, and how sure it is.
    """

    key: str
    title: Text
    look: str
    stay: Visit | None
    days: int
    until: date | None
    is_late: bool
    rolled: str
    provisional: bool
    unconfirmed: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One step (``step``, as the contract has it): what stands out, what else can be done, what hinders it, what it was told.

    ``again`` is the act that opened it once more, empty if none did; why is the step's reason.
    """

    step: Document
    primary: tuple[ActForm, ...]
    more: tuple[ActForm, ...]
    hindered: tuple[Reason, ...]
    answers: tuple[tuple[str, str], ...]
    question: Question | None
    again: str

    @property
    def is_live(self) -> bool:
        """Whether somebody has to act on it."""
        return self.step["state"] in LIVE

    @property
    def has_date(self) -> bool:
        """Whether its date still matters."""
        return self.step["state"] not in ENDED


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of one nested stage under its title; those of none under none."""

    title: Text | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of one stay in a stage. ``round`` is 0 where the stage was or will be entered once only; the last stay is open,
    the others are unfolded by who wants to see them."""

    title: Text
    round: int
    ended: int
    count: int
    is_now: bool
    is_open: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a closed case ended; ``bar_unconfirmed`` if the law on applying again was not seen."""

    title: str
    closed_on: date | None
    look_again_on: date | None
    barred_until: date | None
    bar_unconfirmed: bool


@dataclass(frozen=True, slots=True)
class GateCard:
    """Whether the stage can be left, and what for: ``onward`` is the next stage, None where the case would end.

    ``endings`` are the ways it can be closed today, told where there is no next stage.
    """

    onward: Text | None
    verdict: Gate
    endings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class StepActs:
    """What can be done on one step: what stands out, everything else, and what keeps it from being finished."""

    primary: tuple[ActForm, ...]
    more: tuple[ActForm, ...]
    hindered: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CaseActs:
    """What can be done on the case: the way on, everything else, and what cannot be done with every reason."""

    advance: ActForm | None
    possible: tuple[ActForm, ...]
    impossible: tuple[tuple[str, tuple[Reason, ...]], ...]


def stepper(casefile: CaseFile, between: Between, today: date) -> list[Mark]:
    """Each stage with its last stay. What a case sent back went through before lies ahead of it again."""
    return [_mark(casefile, plan, between, today) for plan in blueprint(casefile).stages.values()]


def groups(
    casefile: CaseFile, document: Document, offered: Iterable[Option], records: Sequence[Record], forms: ActForms
) -> list[Group]:
    """The steps by stay, the present one first, the others as the process has them."""
    given, again = answers_given(casefile, records), _opened_again(records)
    by_step = defaultdict(list)
    for one in offered:
        by_step[one.step].append(one)
    rows = defaultdict(list)
    for step in document["steps"]:
        key = step["key"]
        rows[step["stage"], step["round"]].append(
            _row(casefile, step, by_step[key], given.get(key, {}), again.get(key, ""), forms)
        )
    found = [_group(casefile, stay, rows[stay], rows) for stay in _in_order(casefile, rows)]
    return sorted(found, key=lambda one: not one.is_open)


def case_acts(offered: Iterable[Option], forms: ActForms) -> CaseActs:
    """The acts on the case as a whole; what a person's role never lets them do is not spoken of."""
    on_case = [one for one in offered if not one.step]
    possible = {one.act: forms.of(one) for one in on_case if one.allowed and one.act not in ELSEWHERE}
    impossible = [
        (heading(ACTS, one.act), one.reasons)
        for one in on_case
        if not one.allowed
        and one.act not in ELSEWHERE | UNMISSED
        and not any(reason.code == "rights.role" for reason in one.reasons)
    ]
    advance = possible.pop("advance-stage", None)
    return CaseActs(advance, tuple(possible.values()), tuple(impossible))


def gate_card(casefile: CaseFile) -> GateCard | None:
    """What stands before the next stage; nothing where the case is closed or its stage has no way out."""
    if casefile.status is CaseStatus.CLOSED or (way := forward(casefile)) is None:
        return None
    to = outcomes(casefile)[way].to
    onward = blueprint(casefile).stages[to].definition.title if to else None
    return GateCard(onward, gate(casefile), tuple(one.title for one in endings(casefile)))


def ending(casefile: CaseFile) -> Ending | None:
    """How it ended, None while it goes on."""
    if casefile.status is not CaseStatus.CLOSED:
        return None
    ways = outcomes(casefile).items()
    titles = [
        casefile.process.endings.get(casefile.outcome),
        *(way.title for key, way in ways if casefile.outcome in (key, way.close)),
    ]
    title = next((said(one) for one in reversed(titles) if one), casefile.outcome)
    bars = casefile.regime.bars.items()
    unsure = any(
        bar.status is Standing.UNCONFIRMED and (name == way.bar or way.event in bar.after)
        for key, way in ways
        if casefile.outcome in (key, way.close)
        for name, bar in bars
    )
    return Ending(title, casefile.closed_on, casefile.look_again_on, casefile.barred_until, unsure)


def titles(document: Document) -> Mapping[str, str]:
    """The title of each step."""
    return {step["key"]: step["title"] for step in document["steps"]}


def _mark(casefile: CaseFile, plan: StagePlan, between: Between, today: date) -> Mark:
    stay = next((visit for visit in reversed(casefile.visits) if visit.stage == plan.key), None)
    position = blueprint(casefile).stages[casefile.stage].position
    goes_on = plan.key == casefile.stage and casefile.status is not CaseStatus.CLOSED
    look = "now" if goes_on else "done" if plan.position <= position else "ahead"
    limit = casefile.stage_deadline if goes_on else None
    last = late_after(casefile, STAGE) if goes_on else None
    return Mark(
        key=plan.key,
        title=plan.definition.title,
        look=look,
        stay=stay,
        days=between(stay.entered_on, stay.left_on or today) if stay else 0,
        until=limit.due_on if limit else None,
        is_late=bool(last and last < today),
        rolled=rest_days(limit.rolled) if limit else "",
        provisional=limit is not None and limit.provisional,
        unconfirmed=limit is not None and limit.is_unconfirmed,
        before=look == "done" and stay is None and casefile.taken_over_on is not None,
    )


def _in_order(casefile: CaseFile, stays: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    order = {key: plan.position for key, plan in blueprint(casefile).stages.items()}
    return sorted(stays, key=lambda stay: (order.get(stay[0], len(order)), stay[1]))


def _group(
    casefile: CaseFile, stay: tuple[str, int], rows: list[Row], stays: Mapping[tuple[str, int], list[Row]]
) -> Group:
    stage, number = stay
    several = number > 1 or any(other == (stage, 2) for other in stays)
    is_last = stay == (casefile.stage, casefile.round)
    plan = blueprint(casefile).stages.get(stage)
    return Group(
        title=stage_title(casefile, stage),
        round=number if several else 0,
        ended=sum(row.step["state"] in {StepState.DONE, StepState.WAIVED} for row in rows),
        count=len(rows),
        is_now=is_last and casefile.status is not CaseStatus.CLOSED,
        is_open=is_last,
        sections=tuple(_sections(plan, rows)) if plan else (Section(None, tuple(rows)),),
    )


def _sections(plan: StagePlan, rows: list[Row]) -> Iterator[Section]:
    """The rows in the order of the process, under the nested stage each belongs to; what was added by hand comes last."""
    places = {step.key: place for place, step in enumerate(plan.steps)}
    nested = dict(_nested(plan.definition, None))
    ordered = sorted(rows, key=lambda row: places.get(of_key(row.step["key"]), len(places)))
    for title in dict.fromkeys([None, *(nested.get(of_key(row.step["key"])) for row in ordered)]):
        if found := tuple(row for row in ordered if nested.get(of_key(row.step["key"])) == title):
            yield Section(title, found)


def _nested(stage: StageDefinition, title: Text | None) -> Iterator[tuple[str, Text | None]]:
    yield from ((key, title) for key in stage.steps)
    for inner in stage.stages.values():
        yield from _nested(inner, inner.title)


def _opened_again(records: Iterable[Record]) -> dict[str, str]:
    """The open steps that were sent back or reopened, each with the act that did."""
    found: dict[str, str] = {}
    for record in records:
        for change in record.changes:
            if isinstance(change, StepReturned | StepReopened):
                found[change.step] = record.act
            elif isinstance(change, StepSubmitted | StepClosed):
                found.pop(change.step, None)
    return found


def _row(casefile: CaseFile, step: Document, offered: list[Option], given: Given, again: str, forms: ActForms) -> Row:
    acts = step_acts(step["state"], offered, forms)
    row = casefile.step(step["key"])
    questions = asked(casefile, step["key"])
    return Row(
        step=step,
        primary=acts.primary,
        more=acts.more,
        hindered=acts.hindered,
        answers=tuple((said(questions[one].title), in_words(questions[one], value)) for one, value in given.items()),
        question=row.question if row else None,
        again=again if step.get("reason") else "",
    )


def step_acts(state: str, offered: Iterable[Option], forms: ActForms) -> StepActs:
    """What can be done on a step in this state."""
    here = list(offered)
    allowed = {one.act: one for one in here if one.allowed}
    if state in LIVE:
        allowed.pop("start-step", None)  # it only notes that work began, which nobody would see
    hindered = _hindrances(allowed, here) if state == StepState.OPEN else ()
    leading = _leading(allowed, hindered)
    return StepActs(
        primary=tuple(forms.of(allowed[act]) for act in leading),
        more=tuple(forms.of(one) for act, one in allowed.items() if act not in leading),
        hindered=hindered,
    )


def _leading(allowed: Mapping[str, Option], hindered: tuple[Reason, ...]) -> tuple[str, ...]:
    """What stands out: what brings the step on, or the paper that it lacks."""
    if any(reason.code == "evidence.missing_on_step" for reason in hindered) and "attach-evidence" in allowed:
        return ("attach-evidence",)
    first = next((act for act in FINISHING if act in allowed), None)
    if first is None:
        return ()
    beside = BESIDE.get(first)
    return (first, beside) if beside in allowed and beside else (first,)


def _hindrances(allowed: Mapping[str, Option], offered: Iterable[Option]) -> tuple[Reason, ...]:
    """Why an open step can neither be completed nor submitted."""
    if "complete-step" in allowed or "submit-step" in allowed:
        return ()
    against = {one.act: one.reasons for one in offered if one.act in {"complete-step", "submit-step"}}
    reasons = [why for why in against.get("complete-step", ()) if why.code != "step.needs_review"]
    return tuple(reasons)
