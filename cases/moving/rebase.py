"""The three-way rebase (三方比对): the old template, the plan as it has become on this case, and the new template, step by step.

What the new template adds or changes is taken where nobody changed it here; what was changed here is kept; where both changed
the same, a person decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cases.blueprint import StepPlan, blueprint
from cases.moving.planning import renames
from cases.naming import about_step
from cases.spelling import spelled
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.moving import Destination
from models.refusals import Reason
from models.vocabulary import StepState, Tier

_ASKED = ("by", "held_by", "need", "term", "statutory", "extension", "review_by", "after", "when", "evidence", "repeat")
Part = tuple[str, str, str]  # its name, before and after
_DATES = frozenset({"term", "statutory", "extension"})


class Side(StrEnum):
    """Who changed a step since the old template."""

    ADDED = "added"  # the new template has it, the old one had not
    REMOVED = "removed"  # the other way round
    CHANGED = "changed"  # the new template asks for it differently
    MINE = "mine"  # changed here, and kept
    CONFLICT = "conflict"  # both


@dataclass(frozen=True, slots=True)
class Rebased:
    """One step that differs: what the template changed (``parts``), what was changed here (``mine``: codes of
    kinds), and for a conflict the reason to put before a person."""

    side: Side
    step: str
    title: Text
    parts: tuple[Part, ...] = ()
    mine: tuple[str, ...] = ()
    conflict: Reason | None = None


def rebased(before: CaseFile, after: CaseFile, to: Destination) -> Iterator[Rebased]:
    """Every step that differs, in the order of the new template, then those it has no more, then those added by hand."""
    said = renames(before, to.mapping)
    called = {said.steps.get(key, key) if said else key: key for key in blueprint(before).steps}
    old, new = blueprint(before).steps, blueprint(after).steps
    names = {was: key for key, was in called.items()}
    for key, step in new.items():
        if key not in called:
            yield Rebased(Side.ADDED, key, step.definition.title)
        else:
            yield from _of_both(before, called[key], key, _parts(old[called[key]], step, names))
    for key, was in called.items():
        if key not in new:
            yield _removed(before, was, old[was])
    for row in before.steps:
        if not row.of and row.state is not StepState.DROPPED:
            yield Rebased(Side.MINE, row.key, Text(zh=row.title, en=row.title), mine=("by_hand",))


def mine(casefile: CaseFile, key: str) -> tuple[str, ...]:
    """How open instances of a step differ here from what its template says."""
    rows = [row for row in casefile.steps if row.of == key and (row.is_live or row.state is StepState.PLANNED)]
    return tuple(dict.fromkeys(code for row in rows for code in _by_hand(casefile, row)))


def _by_hand(casefile: CaseFile, row: Step) -> Iterator[str]:
    """assigned: given to somebody; passed: the ball is elsewhere; extended: a date was moved."""
    plan = blueprint(casefile).steps[row.of]
    if row.assignee:
        yield "assigned"
    if row.holder != plan.definition.held_by:
        yield "passed"
    if any(one and one.granted for one in (row.target, row.statutory)):
        yield "extended"


def _of_both(before: CaseFile, was: str, key: str, changed: Iterable[Part]) -> Iterator[Rebased]:
    parts, own = tuple(changed), mine(before, was)
    title = blueprint(before).steps[was].definition.title
    if parts and (clash := _clash({name for name, _, _ in parts}, own)):
        reason = about_step("move.conflict", before, was, parts=list(clash))
        yield Rebased(Side.CONFLICT, key, title, parts, own, reason)
    elif parts:
        yield Rebased(Side.CHANGED, key, title, parts, own)
    elif own:
        yield Rebased(Side.MINE, key, title, mine=own)


def _clash(changed: set[str], own: tuple[str, ...]) -> tuple[str, ...]:
    """The parts that both sides changed: a date extended here whose term is another there, a ball passed on, a doer chosen."""
    pairs = {"extended": _DATES, "passed": {"held_by"}, "assigned": {"by"}}
    return tuple(code for code in own if pairs[code] & changed)


def _parts(old: StepPlan, new: StepPlan, names: Mapping[str, str]) -> Iterator[Part]:
    """What is asked differently. That a step waits for one that is called otherwise is no difference."""
    for name in _ASKED:
        one, other = _asked(old, name), _asked(new, name)
        if name == "after":
            one = tuple(names.get(key, key) for key in old.after)
            if set(one) == set(new.after):
                continue
        if one != other:
            yield name, spelled(one), spelled(other)


def _asked(plan: StepPlan, name: str) -> Any:
    """With what the nested stages around it add."""
    match name:
        case "term":
            return plan.target and plan.target.term
        case "statutory":
            return (law := plan.clock(Tier.STATUTORY)) and law.term
        case "after" | "when":
            return getattr(plan, name)
    return getattr(plan.definition, name)


def _removed(before: CaseFile, key: str, old: StepPlan) -> Rebased:
    return Rebased(Side.REMOVED, key, old.definition.title, mine=mine(before, key))
