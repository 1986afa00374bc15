"""Figures worked out (测算): quotients of what was recorded, limits held against them, the rating that comes of it, and how."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.assessing.clauses import PlacedClause
from cases.assessing.tally import worst
from models.assessment import Figures
from models.definitions import StandardDefinition
from models.definitions.figure import Bound, ByProducer, Group, Limit


@dataclass(frozen=True, slots=True)
class Held:
    """One limit held against its figure: ``value`` None while something is missing, ``holds`` None while that leaves it open."""

    limit: Limit
    value: float | str | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Worked:
    """What the figures say of a clause: the rating, None while too little is known, and every limit that was looked at."""

    rating: str | None
    held: tuple[Held, ...]


def value(standard: StandardDefinition, figures: Figures, name: str) -> float | str | None:
    """A figure as recorded or worked out; None while a part is missing, or where it would be divided by nothing."""
    quotient = standard.figures[name].quotient
    if quotient is None:
        return figures.get(name)
    over = [_number(figures.get(one)) for one in quotient.of]
    less = [_number(figures.get(one)) for one in quotient.less]
    under = [_number(figures.get(one)) for one in quotient.to]
    parts = [*over, *less, *under]
    if any(one is None for one in parts):
        return None
    base = sum(one or 0 for one in under) / (len(under) if quotient.averaged else 1)
    return (sum(one or 0 for one in over) - sum(one or 0 for one in less)) / base if base else None


def worked(
    standard: StandardDefinition, placed: PlacedClause, figures: Figures, *, producer: bool | None
) -> Worked | None:
    """The rating of a clause by its figures; None for a clause that is not measured by any.

    ``producer`` decides which bound counts where they differ; None while nobody said.
    """
    clause = placed.clause
    if clause.indicators:
        return _by_indicators(standard, placed, figures, producer)
    if clause.thresholds:
        return _by_thresholds(standard, placed, figures, producer)
    return None


def needed(standard: StandardDefinition, placed: Iterable[PlacedClause]) -> tuple[str, ...]:
    """The figures somebody has to record for these clauses, in the order of the standard."""
    named = {limit.figure for one in placed for group in _groups(one) for limit in group}
    parts = {part for name in named for part in _parts(standard, name)}
    return tuple(name for name in standard.figures if name in parts)


def _groups(placed: PlacedClause) -> Iterable[Group]:
    clause = placed.clause
    yield from (group for groups in clause.thresholds.values() for group in groups)
    yield from clause.indicators.values()
    yield from (group for ground in clause.not_applicable.values() for group in ground.thresholds)


def _parts(standard: StandardDefinition, name: str) -> tuple[str, ...]:
    quotient = standard.figures[name].quotient
    return (*quotient.of, *quotient.less, *quotient.to) if quotient else (name,)


def _by_thresholds(
    standard: StandardDefinition, placed: PlacedClause, figures: Figures, producer: bool | None
) -> Worked:
    """The first rating of which one group holds; none holds: the lowest the clause allows."""
    held: list[Held] = []
    for rating, groups in placed.clause.thresholds.items():
        tried = [[_held(standard, limit, figures, producer) for limit in group] for group in groups]
        held += [one for group in tried for one in group]
        verdicts = [_all(group) for group in tried]
        if True in verdicts:
            return Worked(rating, tuple(held))
        if None in verdicts:
            return Worked(None, tuple(held))
    return Worked(worst(standard, placed), tuple(held))


def _by_indicators(
    standard: StandardDefinition, placed: PlacedClause, figures: Figures, producer: bool | None
) -> Worked:
    """The rating that takes the most indicators of those that are reached; too few for any: the lowest."""
    groups = placed.clause.indicators.values()
    tried = [[_held(standard, limit, figures, producer) for limit in group] for group in groups]
    verdicts = [_all(group) for group in tried]
    sure, possible = verdicts.count(True), len(verdicts) - verdicts.count(False)
    held = tuple(one for group in tried for one in group)
    by_count = sorted(placed.clause.passes.items(), key=lambda one: -one[1])
    best = next((rating for rating, least in by_count if sure >= least), None)
    hoped = next((rating for rating, least in by_count if possible >= least), None)
    if best != hoped:
        return Worked(None, held)
    return Worked(best or worst(standard, placed), held)


def _held(standard: StandardDefinition, limit: Limit, figures: Figures, producer: bool | None) -> Held:
    found = value(standard, figures, limit.figure)
    if found is None:
        return Held(limit, None, None)
    if limit.one_of:
        return Held(limit, found, found in limit.one_of)
    bound = _bound(getattr(limit, limit.written[0]), producer)
    return Held(limit, found, None if bound is None else _COMPARE[limit.written[0]](float(found), bound))


_COMPARE = {
    "at_least": lambda found, bound: found >= bound,
    "at_most": lambda found, bound: found <= bound,
    "above": lambda found, bound: found > bound,
    "below": lambda found, bound: found < bound,
}


def _bound(bound: Bound, producer: bool | None) -> float | None:
    if not isinstance(bound, ByProducer):
        return bound
    return None if producer is None else bound.producer if producer else bound.non_producer


def _number(given: float | str | None) -> float | None:
    return None if given is None or isinstance(given, str) else float(given)


def _all(held: list[Held]) -> bool | None:
    verdicts = [one.holds for one in held]
    return False if False in verdicts else None if None in verdicts else True
