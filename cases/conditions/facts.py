"""Conditions on what is known: answers, the enterprise's record, the round, milestones and outcomes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from cases import facts
from cases.naming import answer_words, fact_title, milestone_title, titles
from cases.registry import MET, Verdict, condition, judge
from models.casefile import CaseFile
from models.definitions import Condition
from models.definitions.condition import WrittenCondition
from models.refusals import Reason

_READER: TypeAdapter[Condition] = TypeAdapter(WrittenCondition)


@condition("known", refers="fact")
def _known(casefile: CaseFile, name: str) -> Verdict:
    """The question was answered."""
    return _test(casefile, name, lambda value: True, wanted="")


@condition("yes", refers="fact")
def _yes(casefile: CaseFile, name: str) -> Verdict:
    """The answer was yes."""
    return _test(casefile, name, lambda value: value is True, wanted="yes")


@condition("no", refers="fact")
def _no(casefile: CaseFile, name: str) -> Verdict:
    """The answer was no."""
    return _test(casefile, name, lambda value: value is False, wanted="no")


@condition("fact", refers="fact")
def _fact(casefile: CaseFile, wanted: dict[str, str | bool | int | float]) -> Verdict:
    """The fact has this very value: {fact: {trade: general}}."""
    return _each(casefile, wanted, lambda value, asked: value == asked)


@condition("fact_in", refers="fact")
def _fact_in(casefile: CaseFile, wanted: dict[str, list[str | int]]) -> Verdict:
    """The fact has one of these values: {fact_in: {trade: [general, processing]}}."""
    return _each(casefile, wanted, lambda value, asked: value in asked)


@condition("includes", refers="fact")
def _includes(casefile: CaseFile, wanted: dict[str, str]) -> Verdict:
    """The fact is a collection with this element: {includes: {business_lines: broker}}."""
    return _each(
        casefile, wanted, lambda value, asked: asked in (value if isinstance(value, list | tuple) else [value])
    )


@condition("at_least", refers="fact")
def _at_least(casefile: CaseFile, wanted: dict[str, float]) -> Verdict:
    """The fact is a number not below this one: {at_least: {score: 95}}."""
    return _each(casefile, wanted, lambda value, asked: _is_number(value) and value >= asked, mark="≥ ")


@condition("at_most", refers="fact")
def _at_most(casefile: CaseFile, wanted: dict[str, float]) -> Verdict:
    """The fact is a number not above this one: {at_most: {error_rate: 3}}."""
    return _each(casefile, wanted, lambda value, asked: _is_number(value) and value <= asked, mark="≤ ")


@condition("producer")
def _producer(casefile: CaseFile) -> Verdict:
    """The enterprise produces what it trades (生产型企业): the fact ``producer`` is yes."""
    return _yes(casefile, "producer")


@condition("business_line")
def _business_line(casefile: CaseFile, line: str) -> Verdict:
    """The enterprise works in this line: the fact ``business_lines`` includes it."""
    return _includes(casefile, {"business_lines": line})


@condition("credit_level")
def _credit_level(casefile: CaseFile, code: str) -> Verdict:
    """The enterprise now has this credit level (信用等级)."""
    return _fact(casefile, {"credit_level": code})


@condition("target")
def _target(casefile: CaseFile, code: str) -> Verdict:
    """The case aims at this credit level."""
    return _fact(casefile, {"target": code})


@condition("first_round")
def _first_round(casefile: CaseFile) -> Verdict:
    """The stage is entered for the first time."""
    return MET if casefile.round <= 1 else Verdict(False, (Reason("condition.round", {"round": casefile.round}),))


@condition("later_round")
def _later_round(casefile: CaseFile) -> Verdict:
    """The stage is entered again."""
    return MET if casefile.round > 1 else Verdict(False, (Reason("condition.round", {"round": casefile.round}),))


@condition("milestone", refers="milestone")
def _milestone(casefile: CaseFile, name: str) -> Verdict:
    """The milestone is reached; until then nobody knows."""
    reason = Reason("condition.milestone", {"milestone": name, **milestone_title(casefile, name)})
    return MET if name in casefile.milestones else Verdict(None, (reason,))


@condition("milestone_before", refers="milestone")
def _milestone_before(casefile: CaseFile, wanted: dict[str, date]) -> Verdict:
    """The milestone was reached before this day: {milestone_before: {accepted: 2026-04-01}}."""
    against = tuple(
        Reason("condition.milestone_before", {"milestone": name, **milestone_title(casefile, name), "day": str(day)})
        for name, day in wanted.items()
        if name not in casefile.milestones or casefile.milestones[name] >= date.fromisoformat(str(day))
    )
    return Verdict(False, against) if against else MET


@condition("outcome", refers="stage")
def _outcome(casefile: CaseFile, wanted: dict[str, str]) -> Verdict:
    """The stage was last left with this outcome: {outcome: {mock-audit: failed}}."""
    ((stage, outcome),) = wanted.items()
    left = [visit.outcome for visit in casefile.visits if visit.stage == stage and visit.left_on]
    definition = casefile.process.stages.get(stage)
    ways = definition.outcomes if definition else {}
    ended = titles(ways[outcome].title if outcome in ways else None, outcome)
    reason = Reason(
        "condition.outcome",
        {
            "stage": stage,
            "outcome": outcome,
            **titles(definition.title if definition else None, stage),
            "outcome_zh": ended["title_zh"],
            "outcome_en": ended["title_en"],
        },
    )
    if not left:
        return Verdict(None, (reason,))
    return MET if left[-1] == outcome else Verdict(False, (reason,))


@condition("not", refers="condition")
def _not(casefile: CaseFile, other: WrittenCondition) -> Verdict:
    """The other condition does not hold; unknown while that one is."""
    inner = _read(other)
    verdict = judge(inner, casefile)
    if verdict.met is None:
        return verdict
    return Verdict(False, (Reason("condition.not", {"name": inner.name}),)) if verdict.met else MET


@condition("any", refers="condition")
def _any(casefile: CaseFile, others: list[WrittenCondition]) -> Verdict:
    """At least one of the others holds."""
    verdicts = [judge(_read(other), casefile) for other in others]
    if any(verdict.met for verdict in verdicts):
        return MET
    met = None if any(verdict.met is None for verdict in verdicts) else False
    return Verdict(met, tuple(reason for verdict in verdicts for reason in verdict.reasons))


def _read(written: Any) -> Condition:
    return _READER.validate_python(written)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _test(casefile: CaseFile, name: str, holds: Callable[[Any], bool], *, wanted: Any) -> Verdict:
    """Unknown while the fact is, otherwise whether it ``holds``."""
    value = facts.known(casefile, name)
    about = {"fact": name, **fact_title(casefile, name)}
    if value is None:
        return Verdict(None, (Reason("fact.unknown", about),))
    said = answer_words(casefile, name, value, under="value") | answer_words(casefile, name, wanted, under="wanted")
    return MET if holds(value) else Verdict(False, (Reason("fact.other", {**about, **said}),))


def _each(casefile: CaseFile, wanted: dict[str, Any], holds: Callable[[Any, Any], bool], *, mark: str = "") -> Verdict:
    """All of ``wanted``: one that fails settles it, otherwise one that is unknown leaves it open. ``mark`` says how it compares."""
    verdicts = [
        _test(casefile, name, partial(_swapped, holds, asked), wanted=f"{mark}{asked:g}" if mark else asked)
        for name, asked in wanted.items()
    ]
    against = [v for v in verdicts if v.met is False] or [v for v in verdicts if v.met is None]
    return Verdict(against[0].met, tuple(r for v in against for r in v.reasons)) if against else MET


def _swapped(holds: Callable[[Any, Any], bool], asked: Any, value: Any) -> bool:
    return holds(value, asked)
