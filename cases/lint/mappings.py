"""Mappings: both sides exist, every clause, step and stage of the old side has a fate, and who stays can be told."""

from collections.abc import Iterable, Iterator, Mapping

from cases.assessing.clauses import everywhere
from cases.lint.conditions import check_one
from cases.lint.shared import must_exist
from cases.survey import Found, Path, survey
from models.definitions import MappingDefinition, StandardDefinition
from models.definitions.mapping import ProcessMapping, StandardMapping
from models.refusals import Reason
from models.rulebook import Rulebook


def check(mapping: MappingDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Everything in the mapping that cannot be meant, or leaves something without a fate."""
    for part in ("regime", "to"):
        yield from must_exist((part,), "regime", [getattr(mapping, part)], rulebook.regimes)
    for key, standard in mapping.standards.items():
        yield from _standard(("standards", key), key, standard, rulebook)
    for key, process in mapping.processes.items():
        yield from _process(("processes", key), key, process, mapping, rulebook)


# standards --------------------------------------------------------------------------------------------------------------


def _standard(path: Path, key: str, mapped: StandardMapping, rulebook: Rulebook) -> Iterator[Found]:
    wrong = list(_ends(path, "standard", key, mapped.to, rulebook.standards))
    yield from wrong
    if wrong:
        return
    old, new = _clauses(rulebook.standards[key]), _clauses(rulebook.standards[mapped.to])
    path = (*path, "clauses")
    for clause, fate in mapped.clauses.items():
        yield from must_exist((*path, clause), "clause", [clause], old)
        for target, strength in fate.targets:
            yield from must_exist((*path, clause, str(strength)), "clause", [target], new)
    yield from _without_fate(path, "clause", old, mapped.clauses)


def _clauses(standard: StandardDefinition) -> list[str]:
    return [one.key for one in everywhere(standard)]


# processes --------------------------------------------------------------------------------------------------------------


def _process(
    path: Path, key: str, mapped: ProcessMapping, mapping: MappingDefinition, rulebook: Rulebook
) -> Iterator[Found]:
    wrong = list(_ends(path, "process", key, mapped.to, rulebook.processes))
    yield from wrong
    if wrong:
        return
    old, new = survey(rulebook.processes[key], rulebook), survey(rulebook.processes[mapped.to], rulebook)
    for process, regime in ((old.process, mapping.regime), (new.process, mapping.to)):
        if process.regime != regime:
            said = {"name": process.process, "regime": process.regime, "wanted": regime}
            yield path, Reason("lint.other_regime", said)
    yield from _renamed((*path, "steps"), "step", mapped.steps, old.steps, new.steps)
    yield from _renamed((*path, "stages"), "stage", mapped.stages, old.stages, new.stages)
    for step in mapped.gone:
        yield from must_exist((*path, "gone", step), "step", [step], old.steps)
        if step in mapped.steps:
            yield (*path, "gone", step), Reason("lint.twice", {"name": step})
    yield from _without_fate(path, "step", old.steps, (*mapped.steps, *mapped.gone, *new.steps))
    yield from _without_fate(path, "stage", old.stages, (*mapped.stages, *new.stages))
    yield from must_exist((*path, "reissue"), "evidence", mapped.reissue, new.process.papers)
    for number, rule in enumerate(mapping.stays):
        for place, one in enumerate(rule.when):
            yield from check_one(old, ("stays", number, "when", place), one)


def _renamed(
    path: Path, what: str, names: Mapping[str, str], old: Iterable[str], new: Iterable[str]
) -> Iterator[Found]:
    for before, after in names.items():
        yield from must_exist((*path, before), what, [before], old)
        yield from must_exist((*path, before), what, [after], new)


# what both share --------------------------------------------------------------------------------------------------------


def _ends(path: Path, what: str, old: str, new: str, known: Iterable[str]) -> Iterator[Found]:
    yield from must_exist(path, what, [old], known)
    yield from must_exist((*path, "to"), what, [new], known)


def _without_fate(path: Path, what: str, old: Iterable[str], told: Iterable[str]) -> Iterator[Found]:
    known = set(told)
    if missing := [name for name in old if name not in known]:
        yield path, Reason("lint.no_fate", {"what": what, "names": ", ".join(missing)})
