"""Differences (版本差异): what a new version of a definition changes, in business terms, as reasons that doors put into words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cases.assessing.clauses import everywhere, items
from cases.spelling import spelled
from models.definitions import (
    CalendarDefinition,
    CleanRepair,
    Definition,
    LadderDefinition,
    Outcome,
    ProcessDefinition,
    RegimeDefinition,
    RungDefinition,
    StageDefinition,
    StandardDefinition,
    StepDefinition,
    Text,
)
from models.definitions.calendar import Announcement
from models.refusals import Reason

_PROCESS = ("title", "regime", "target", "ladder", "wording", "papers", "certificate", "snooze")
_REGIME = ("title", "instrument", "effective_from", "effective_to", "standards", "source")
_STANDARD = (
    "title", "survey", "levels", "instrument", "effective_from", "effective_to", "effective_status", "supersedes", "source",
    "counts", "base", "scale", "scale_status", "bonus", "pass_rule", "rectification",
)  # fmt: skip
_CLAUSE = (
    "title", "look_for", "means", "ratings", "bonus", "look_back", "kept_for", "recurs", "each_year_by", "deemed_met",
    "not_applicable", "thresholds", "indicators", "passes", "trades", "when", "like", "differs", "note", "status",
)  # fmt: skip
_STEP = (
    "by",
    "held_by",
    "need",
    "term",
    "review_by",
    "after",
    "when",
    "evidence",
    "recurs",
    "ladder",
    "pausable",
    "each_round",
)
_STEP_DETAILS = (
    "statutory",
    "extension",
    "repeat",
    "answers",
    "milestone",
    "needs",
    "hands_back",
    "benefit",
    "in_window",
    "status",
    "source",
    "help",
)
_STAGE = ("term", "statutory", "gate", "ladder", "coaching", "after", "when", "on_enter", "on_leave")
_LADDER = ("title", "site", "extends")
_RUNG = ("to", "wording", "every", "times", "when", "then")
_UNTITLED = Text(zh="（题名未见）", en="(title not seen)")
_OUTCOME = ("to", "close", "gate", "by", "reason", "look_again", "event", "bar")
_CLOCK = ("title", "length", "extension", "pausable", "status", "source")
_CLEAN_REPAIR = ("title", "length", "after", "event", "process", "ahead", "status", "source")
_EVENT = ("title", "level", "measures", "by_hand", "status", "source")


def difference(old: Definition, new: Definition) -> list[Reason]:
    """What is added, removed and changed, in the order in which the new version tells it; empty if nothing is.

    A stage or step that only moved is told as moved. Of definitions whose parts have no terms of their own (manners, wording)
    the fields that changed are told.
    """
    if isinstance(old, ProcessDefinition) and isinstance(new, ProcessDefinition):
        return list(_process(old, new))
    if isinstance(old, RegimeDefinition) and isinstance(new, RegimeDefinition):
        return list(_regime(old, new))
    if isinstance(old, StandardDefinition) and isinstance(new, StandardDefinition):
        return list(_standard(old, new))
    if isinstance(old, CalendarDefinition) and isinstance(new, CalendarDefinition):
        return list(_calendar(old, new))
    if isinstance(old, LadderDefinition) and isinstance(new, LadderDefinition):
        return list(_ladder(old, new))
    return list(_fields(old, new))


# processes --------------------------------------------------------------------------------------------------------------


def _process(old: ProcessDefinition, new: ProcessDefinition) -> Iterator[Reason]:
    yield from _changed("process", new.process, new.title, old, new, _PROCESS)
    before, after = dict(_stages(old.stages)), dict(_stages(new.stages))
    yield from _come_and_gone("stage", before, after)
    for key, stage in after.items():
        if key in before:
            yield from _stage(key, before[key], stage)
    yield from _steps(dict(_all_steps(old.stages)), dict(_all_steps(new.stages)))


def _stages(stages: Mapping[str, StageDefinition]) -> Iterator[tuple[str, StageDefinition]]:
    for key, stage in stages.items():
        yield key, stage
        yield from _stages(stage.stages)


def _all_steps(stages: Mapping[str, StageDefinition]) -> Iterator[tuple[str, tuple[str, StepDefinition]]]:
    for stage_key, stage in _stages(stages):
        yield from ((key, (stage_key, step)) for key, step in stage.steps.items())


def _stage(key: str, old: StageDefinition, new: StageDefinition) -> Iterator[Reason]:
    yield from _changed("stage", key, new.title, old, new, ("title", *_STAGE))
    yield from _come_and_gone("outcome", old.outcomes, new.outcomes, prefix=f"{key}/")
    for name, outcome in new.outcomes.items():
        if before := old.outcomes.get(name):
            yield from _outcome(f"{key}/{name}", before, outcome)


def _outcome(key: str, old: Outcome, new: Outcome) -> Iterator[Reason]:
    yield from _changed("outcome", key, new.title, old, new, ("title", *_OUTCOME))


def _steps(
    old: Mapping[str, tuple[str, StepDefinition]], new: Mapping[str, tuple[str, StepDefinition]]
) -> Iterator[Reason]:
    yield from _come_and_gone("step", {k: one[1] for k, one in old.items()}, {k: one[1] for k, one in new.items()})
    for key, (stage, step) in new.items():
        if key not in old:
            continue
        stage_before, before = old[key]
        if stage_before != stage:
            yield Reason(
                "difference.moved", {**_named("step", key, step.title), "old": stage_before, "new": stage}, key
            )
        yield from _changed("step", key, step.title, before, step, ("title", *_STEP, *_STEP_DETAILS))


# regimes, standards and calendars ---------------------------------------------------------------------------------------


def _regime(old: RegimeDefinition, new: RegimeDefinition) -> Iterator[Reason]:
    yield from _changed("regime", new.regime, new.title, old, new, _REGIME)
    levels_before = {level.code: level for level in old.levels}
    levels = {level.code: level for level in new.levels}
    yield from _come_and_gone("level", levels_before, levels)
    for code, level in levels.items():
        if code in levels_before:
            yield from _changed("level", code, level.title, levels_before[code], level, ("title", "is_aeo"))
    yield from _parts("clock", old.clocks, new.clocks, _CLOCK)
    yield from _parts("event", old.events, new.events, _EVENT)
    yield from _parts("bar", old.bars, new.bars, (*_CLOCK, "after", "targets", "lifted_by"))
    yield from _parts("clean_repair", _by_title(old.clean_repair), _by_title(new.clean_repair), _CLEAN_REPAIR)
    yield from _parts("qualification", old.qualifications, new.qualifications, ("title", "status", "source"))


def _by_title(one: CleanRepair | None) -> Mapping[str, CleanRepair]:
    return {"clean_repair": one} if one else {}


def _parts(kind: str, old: Mapping[str, Any], new: Mapping[str, Any], fields: Iterable[str]) -> Iterator[Reason]:
    yield from _come_and_gone(kind, old, new)
    for key, one in new.items():
        if key in old:
            yield from _changed(kind, key, one.title, old[key], one, fields)


def _standard(old: StandardDefinition, new: StandardDefinition) -> Iterator[Reason]:
    """The head, then figures, items and clauses; a clause is known by its number."""
    yield from _changed("standard", new.standard, new.title, old, new, _STANDARD)
    for kind, before, after, fields in (
        ("figure", old.figures, new.figures, ("title", "measure", "choices", "quotient", "status", "source")),
        ("item", _items(old), _items(new), ("title", "note")),
        ("clause", _clauses(old), _clauses(new), _CLAUSE),
    ):
        yield from _come_and_gone(kind, before, after)
        for key, one in after.items():
            if key in before:
                yield from _changed(kind, key, one.title or _UNTITLED, before[key], one, fields)


def _items(standard: StandardDefinition) -> Mapping[str, Any]:
    variants = standard.variants.items()
    return {f"{key}/{number}": item for key, variant in variants for _, number, item in items(variant)}


def _clauses(standard: StandardDefinition) -> Mapping[str, Any]:
    return {one.key: one.clause for one in everywhere(standard)}


def _calendar(old: CalendarDefinition, new: CalendarDefinition) -> Iterator[Reason]:
    """Year by year: one that is there now, one that was announced, one that changed."""
    yield from _changed("calendar", new.calendar, new.title, old, new, ("title",))
    for number, year in new.years.items():
        before = old.years.get(number)
        if before is None:
            yield Reason("difference.year_added", {"year": number, "status": str(year.status)}, str(number))
        elif before.status != year.status and year.status is Announcement.PUBLISHED:
            said = {"year": number, "old": str(before.status), "new": str(year.status)}
            yield Reason("difference.year_announced", said, str(number))
        elif before != year:
            yield Reason("difference.year_changed", {"year": number}, str(number))
    gone = sorted(old.years.keys() - new.years.keys())
    yield from (Reason("difference.year_removed", {"year": number}, str(number)) for number in gone)


# ladders ----------------------------------------------------------------------------------------------------------------


def _ladder(old: LadderDefinition, new: LadderDefinition) -> Iterator[Reason]:
    """Rung by rung, under their offsets; then what is inherited no more, or again."""
    yield from _changed("ladder", new.key, new.title, old, new, _LADDER)
    before, after = _by_offset(old), _by_offset(new)
    for code, these, those in (("difference.rung_removed", before, after), ("difference.rung_added", after, before)):
        for at, rung in these.items():
            if at not in those:
                said = {"at": at, "recipients": list(map(str, rung.to)), "then": list(map(str, rung.then)) or "-"}
                yield Reason(code, said, at)
    for at, rung in after.items():
        if at in before:
            yield from _rung(at, before[at], rung)
    yield from (Reason("difference.left_out", {"at": str(at)}, str(at)) for at in new.without if at not in old.without)
    yield from (Reason("difference.left_in", {"at": str(at)}, str(at)) for at in old.without if at not in new.without)


def _by_offset(ladder: LadderDefinition) -> dict[str, RungDefinition]:
    return {str(rung.at): rung for rung in ladder.rungs}


def _rung(at: str, old: RungDefinition, new: RungDefinition) -> Iterator[Reason]:
    for part in _RUNG:
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            said = {"at": at, "part": part, "old": spelled(before), "new": spelled(after)}
            yield Reason("difference.rung_changed", said, at)


# what all share ---------------------------------------------------------------------------------------------------------


def _come_and_gone(kind: str, old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = "") -> Iterator[Reason]:
    for code, these, those in (("difference.removed", old, new), ("difference.added", new, old)):
        for key, one in these.items():
            if key not in those:
                yield Reason(code, _named(kind, prefix + key, one.title or _UNTITLED), prefix + key)


def _changed(kind: str, key: str, title: Text, old: Any, new: Any, fields: Iterable[str]) -> Iterator[Reason]:
    for name in fields:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            said = {**_named(kind, key, title), "field": name, "what_changed": name}
            said |= {"old": spelled(before), "new": spelled(after)}
            yield Reason("difference.changed", said, key)


def _fields(old: Definition, new: Definition) -> Iterator[Reason]:
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    for path in sorted({*_leaves(before), *_leaves(after)}):
        one, other = _leaves(before).get(path, "-"), _leaves(after).get(path, "-")
        if one != other:
            yield Reason("difference.field", {"field": path, "old": one, "new": other}, path)


def _leaves(value: Any, path: str = "") -> dict[str, str]:
    """Every single value with the way to it: ``rungs.2.wording``."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        return {k: v for key, one in pairs for k, v in _leaves(one, f"{path}.{key}" if path else str(key)).items()}
    return {path: spelled(value)}


def _named(kind: str, key: str, title: Text) -> dict[str, Any]:
    return {"kind": kind, "name": key, "title_zh": title.zh, "title_en": title.en}
