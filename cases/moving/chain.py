"""Chains (接续对照): mappings one behind the other, so that a case two orders old is moved in one act.

Of two hops the weakest counts.
"""

from collections.abc import Iterable, Mapping

from models.definitions import MappingDefinition, Text
from models.definitions.mapping import ClauseFate, ProcessMapping, StandardMapping, Strength
from models.vocabulary import Standing

_BY_STRENGTH = tuple(Strength)  # the weakest last


def closed(mappings: Iterable[MappingDefinition]) -> tuple[MappingDefinition, ...]:
    """The mappings, and behind them every chain of them that leads where none leads directly; the shorter first."""
    direct = tuple(mappings)
    found, grown = direct, True
    while grown:
        ways = {(one.regime, one.to) for one in found}
        longer = {
            (first.regime, then.to): chained(first, then)
            for first in found
            for then in direct
            if first.to == then.regime and first.regime != then.to and (first.regime, then.to) not in ways
        }
        found, grown = (*found, *longer.values()), bool(longer)
    return found


def chained(first: MappingDefinition, then: MappingDefinition) -> MappingDefinition:
    """From where ``first`` begins to where ``then`` ends. A case stays if either says so."""
    standards = {key: _standards(one, then.standards.get(one.to)) for key, one in first.standards.items()}
    processes = {
        key: _processes(one, then.processes[one.to]) for key, one in first.processes.items() if one.to in then.processes
    }
    return first.model_copy(
        update={
            "mapping": f"{first.mapping}-{then.mapping}",
            "title": Text(zh=f"{first.title.zh}，{then.title.zh}", en=f"{first.title.en}, {then.title.en}"),
            "to": then.to,
            "back_within": then.back_within,
            "stays": (*first.stays, *then.stays),
            "standards": {**then.standards, **standards},
            "processes": processes,
        }
    )


def weakest(one: Strength, other: Strength) -> Strength:
    """What is left of two hops: less of less is less, more than more is more; less of more is only related."""
    if Strength.EQUAL in (one, other):
        return max(one, other, key=_BY_STRENGTH.index)
    return one if one is other else Strength.RELATED


def _standards(first: StandardMapping, then: StandardMapping | None) -> StandardMapping:
    """A standard that the second order keeps is not mapped again."""
    if then is None:
        return first
    standing = Standing.UNCONFIRMED if Standing.UNCONFIRMED in (first.status, then.status) else Standing.CONFIRMED
    clauses = {key: _fate(one, then.clauses) for key, one in first.clauses.items()}
    return StandardMapping(to=then.to, clauses=clauses, status=standing, source=f"{first.source}；{then.source}")


def _fate(first: ClauseFate, then: Mapping[str, ClauseFate]) -> ClauseFate:
    """Of several ways to the same clause the strongest; without any, the reason of the hop at which it ended."""
    found: dict[str, Strength] = {}
    for middle, strength in first.targets:
        for target, on in then[middle].targets if middle in then else ():
            way = weakest(strength, on)
            found[target] = min(found.get(target, way), way, key=_BY_STRENGTH.index)
    if found:
        by_strength = {str(one): tuple(key for key, way in found.items() if way is one) for one in Strength}
        return ClauseFate.model_validate(by_strength)
    ends = [then[middle].none for middle, _ in first.targets if middle in then]
    return ClauseFate(none=first.none or next(filter(None, ends), _NOWHERE))


_NOWHERE = Text(zh="后一标准没有对应", en="The later standard has no counterpart")


def _processes(first: ProcessMapping, then: ProcessMapping) -> ProcessMapping:
    before = {middle: old for old, middle in first.steps.items()}
    gone = {before.get(middle, middle): why for middle, why in then.gone.items()}
    steps = _names(first.steps, then.steps)
    return ProcessMapping(
        to=then.to,
        stages=_names(first.stages, then.stages),
        steps={old: new for old, new in steps.items() if old not in gone},
        gone={**first.gone, **gone},
        reissue=tuple(dict.fromkeys((*first.reissue, *then.reissue))),
    )


def _names(first: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """What is called otherwise in the end: renamed at first, or only later."""
    later = {middle: new for middle, new in then.items() if middle not in first.values()}
    return {**later, **{old: then.get(middle, middle) for old, middle in first.items()}}
