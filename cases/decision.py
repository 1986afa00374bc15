"""The decision (研判) on the present stage, laid out for who takes it: what is known, what others said, when the enterprise may
credibly apply, and where each way out leads. It decides nothing: `cases.transitions.stages` does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases import facts, windows
from cases.blueprint import StepPlan, blueprint
from cases.deadlines import shift
from cases.gate import gate, outcomes
from cases.instances import applies, present, rows_in
from cases.occasion import Occasion
from cases.outlook import outlook
from cases.transitions.stages import against
from models.casefile import CaseFile, Step
from models.changes import AnswerRecorded, QuestionEnded
from models.credit import CreditEvent
from models.definitions import Answer, Outcome
from models.record import Record
from models.refusals import Reason
from models.vocabulary import CUSTOMS, ENDED, ENTERPRISE, Standing, StepState


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer the stage asks for: ``value`` is None while it is unknown; ``told_on`` when its step was done. ``hinders``: as it
    is, the way forward is closed."""

    name: str
    question: Answer
    step: str
    value: Any
    told_on: date | None
    hinders: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a party outside was asked, or is to be: ``row`` is None for a step nobody has started. ``said`` is the last answer, or
    why the party has ``rejected`` the question."""

    step: str
    party: str
    row: Step | None
    question: str
    asked_on: date | None
    said: str
    said_on: date | None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    party: str
    said: str
    on: date | None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One outcome: every reason against it now, and what it would bring: the day to look again, the first day to apply again."""

    key: str
    outcome: Outcome
    against: tuple[Reason, ...]
    look_again_on: date | None
    apply_again_on: date | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """All of it. ``applies_on`` is when the plan has the enterprise apply, None where it does not any more."""

    facts: tuple[Fact, ...]
    opinions: tuple[Opinion, ...]
    ways: tuple[Way, ...]
    applies_on: date | None


def decision(
    casefile: CaseFile, records: Iterable[Record], occasion: Occasion, opens_on: date | None = None
) -> Decision:
    """The decision as it stands on the day of ``occasion``, for its actor; ``opens_on`` is when the enterprise's window opens."""
    return Decision(
        facts=tuple(_facts(casefile)),
        opinions=tuple(_opinions(casefile, records)),
        ways=tuple(_way(casefile, key, one, occasion, opens_on) for key, one in outcomes(casefile).items()),
        applies_on=_applies_on(casefile, occasion),
    )


def _steps(casefile: CaseFile) -> Iterator[tuple[StepPlan, tuple[Step, ...]]]:
    """The steps of the present stay that apply or may, each with its rows."""
    for plan in blueprint(casefile).stages[casefile.stage].steps:
        if applies(casefile, plan).met is not False:
            yield plan, rows_in(casefile, present(casefile), plan.key)


def _facts(casefile: CaseFile) -> Iterator[Fact]:
    hindering = {str(one.values["fact"]) for one in gate(casefile).missing if one.code == "fact.other"}
    for plan, rows in _steps(casefile):
        done = [row.closed_on for row in rows if row.state is StepState.DONE]
        for name, question in plan.definition.answers.items():
            value = facts.known(casefile, name)
            yield Fact(name, question, plan.key, value, done[-1] if done else None, name in hindering)


def _opinions(casefile: CaseFile, records: Iterable[Record]) -> Iterator[Opinion]:
    """Of every step that a party outside holds by the process, or was asked about."""
    replies = dict(_replies(records))  # the last of each step
    for plan, rows in _steps(casefile):
        held = plan.definition.held_by
        for row in rows:
            if row.question or row.key in replies or held not in {CUSTOMS, ENTERPRISE}:
                yield _opinion(row, held, replies.get(row.key))
        if not rows and held not in {CUSTOMS, ENTERPRISE}:
            yield Opinion(plan.key, held, None, "", None, "", None)


def _replies(records: Iterable[Record]) -> Iterator[tuple[str, _Reply]]:
    for record in records:
        for change in record.changes:
            match change:
                case AnswerRecorded(step=step, party=party, answer=said, answered_on=on):
                    yield step, _Reply(party, said, on)
                case QuestionEnded(step=step, party=party, how="rejected", ended_on=on):
                    yield step, _Reply(party, record.reason, on, rejected=True)


def _opinion(row: Step, held_by: str, reply: _Reply | None) -> Opinion:
    asked = row.question
    party = asked.party if asked else reply.party if reply else held_by
    return Opinion(
        step=row.key,
        party=party,
        row=row,
        question=asked.text if asked else "",
        asked_on=asked.asked_on if asked else row.opened_on,
        said=reply.said if reply else "",
        said_on=reply.on if reply else None,
        rejected=reply is not None and reply.rejected,
    )


def _way(casefile: CaseFile, key: str, outcome: Outcome, occasion: Occasion, opens_on: date | None) -> Way:
    until, unconfirmed = _barred(casefile, outcome, occasion)
    look_again, again_on = outcome.look_again, until + timedelta(days=1) if until else None
    return Way(
        key=key,
        outcome=outcome,
        against=tuple(against(casefile, key, occasion)),
        look_again_on=shift(occasion.today, look_again, occasion.calendar) if look_again else None,
        apply_again_on=max(again_on, opens_on or again_on) if again_on else None,
        unconfirmed=unconfirmed,
    )


def _barred(casefile: CaseFile, outcome: Outcome, occasion: Occasion) -> tuple[date | None, bool]:
    """The last day on which the enterprise could not apply again if this came about today, and whether the rule is 待核."""
    regime, target = casefile.regime, casefile.process.target
    if outcome.event:
        event = CreditEvent(outcome.event, occasion.today, regime.regime)
        until = windows.ends(event, regime, target, occasion.calendar)
        bars = [one for one in regime.bars.values() if outcome.event in one.after]
    else:
        bars = [regime.bars[outcome.bar]] if outcome.bar else []
        until = max((shift(occasion.today, one.length, occasion.calendar) for one in bars), default=None)
    return until, until is not None and any(one.status is Standing.UNCONFIRMED for one in bars)


def _applies_on(casefile: CaseFile, occasion: Occasion) -> date | None:
    """The first day on which a step that is the application would be worked on, as things go."""
    steps = blueprint(casefile).steps
    ended = {row.of for row in casefile.steps if row.state in ENDED}
    found = outlook(casefile, occasion.calendar, occasion.today)
    dates = (
        one.first for one in found if one.of in steps and steps[one.of].definition.in_window and one.of not in ended
    )
    return min(dates, default=None)
