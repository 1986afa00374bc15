"""What is no process: days of a calendar that are one thing, clocks that can be extended, words that exist."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cases.clean_repair import by_itself
from cases.lint import ladders, mappings, remedies, standards
from cases.survey import Found, Path, unknown
from models.definitions import (
    CalendarDefinition,
    ProblemsDefinition,
    RegimeDefinition,
    Text,
    WordingDefinition,
)
from models.refusals import Reason
from models.rulebook import Problem, Rulebook
from models.vocabulary import CUSTOMS
from models.waiting import URGED

VARIABLES = frozenset(
    {
        "enterprise",
        "late",
        "mine",
        "case",
        "step",
        "due",
        "workdays",
        "person",
        "holder",
        "stage",
        "url",
        "unconfirmed",
        "provisional",
        "count",
        "absent",
        "substitute",
        "first",
        "last",
        "note",
        "amount",
        "paper",
        "event",
        "opens_on",
        "outcome",
        "problem",
        "question",
        "answer_by",
        "process",
        "added",
        "dropped",
        "redated",
        "stranded",
        "back_until",
        "asked",
        "memorandum",
        "line",
    }
)
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}|\{%-?\s*(?:el)?if\b(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_FILTER = re.compile(r"\|\s*\w+")
_WORD = re.compile(r"(?<![\w.])[a-z_]\w*")
_OPERATORS = frozenset({"or", "and", "not", "if", "else", "is", "in", "defined", "none", "true", "false"})


def check(rulebook: Rulebook) -> Iterator[Problem]:
    """Everything wrong outside the processes."""
    for key, regime in rulebook.regimes.items():
        yield from (Problem("regime", key, path, reason) for path, reason in _regime(regime, rulebook))
    for key, standard in rulebook.standards.items():
        yield from (Problem("standard", key, path, reason) for path, reason in standards.check(standard, rulebook))
    for key, library in rulebook.remedies.items():
        yield from (Problem("remedies", key, path, reason) for path, reason in remedies.check(library, rulebook))
    for key, ladder in rulebook.ladders.items():
        yield from (Problem("ladder", key, path, reason) for path, reason in ladders.check(ladder, rulebook))
    for key, mapping in rulebook.mappings.items():
        yield from (Problem("mapping", key, path, reason) for path, reason in mappings.check(mapping, rulebook))
    for key, calendar in rulebook.calendars.items():
        yield from (Problem("calendar", key, path, reason) for path, reason in _calendar(calendar))
    for key, problems in rulebook.problems.items():
        yield from (Problem("problems", key, path, reason) for path, reason in _problems(problems, rulebook))
    for key, wording in rulebook.wordings.items():
        if URGED not in wording.kinds:
            yield Problem("wording", key, ("kinds",), unknown("kind", URGED, wording.kinds))
        yield from (Problem("wording", key, path, reason) for path, reason in _wording(wording))


def _regime(regime: RegimeDefinition, rulebook: Rulebook) -> Iterator[Found]:
    for number, name in enumerate(regime.standards):
        if name not in rulebook.standards:
            yield ("standards", number), unknown("standard", name, rulebook.standards)
    if regime.effective_to and regime.effective_to < regime.effective_from:
        yield ("effective_to",), Reason("lint.ends_early", {"last": str(regime.effective_to)})
    codes = [level.code for level in regime.levels]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield ("levels", number, "code"), Reason("lint.twice", {"name": code})
    for key, clock in regime.clocks.items():
        if clock.pausable and not clock.source:
            yield ("clocks", key, "pausable"), Reason("lint.no_source", {"field": "pausable"})
    for name, event in regime.events.items():
        if event.level and event.level not in codes:
            yield ("events", name, "level"), unknown("level", event.level, codes)
    for key, bar in regime.bars.items():
        for part in ("after", "lifted_by"):
            for number, kind in enumerate(getattr(bar, part)):
                if kind not in regime.events:
                    yield ("bars", key, part, number), unknown("event", kind, regime.events)
        for number, code in enumerate(bar.targets):
            if code not in codes:
                yield ("bars", key, "targets", number), unknown("level", code, codes)
        for field in ("extension", "pausable"):
            if getattr(bar, field):
                yield ("bars", key, field), Reason("lint.bar", {"field": field})
    yield from _clean_repair(regime, rulebook)


def _clean_repair(regime: RegimeDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Its events are the regime's, its process is there, and the clock can end a case of it so."""
    one = regime.clean_repair
    if one is None:
        return
    for number, kind in enumerate((*one.after, one.event)):
        if kind not in regime.events:
            place = ("after", number) if number < len(one.after) else ("event",)
            yield ("clean_repair", *place), unknown("event", kind, regime.events)
    process = rulebook.processes.get(one.process)
    if process is None:
        yield ("clean_repair", "process"), unknown("process", one.process, rulebook.processes)
    elif not any(by_itself(stage, one.event) for stage in process.stages.values()):
        yield ("clean_repair", "process"), Reason("lint.no_clean_outcome", {"process": one.process, "event": one.event})


def _calendar(calendar: CalendarDefinition) -> Iterator[Found]:
    """No day is in two periods, and none is both a day off and worked."""
    for number, year in calendar.years.items():
        taken: set[date] = set()
        for place, off in enumerate(year.days_off):
            path = ("years", str(number), "days_off", place)
            days = {date.fromordinal(one) for one in range(off.first.toordinal(), off.last.toordinal() + 1)}
            if both := sorted(days & taken):
                yield path, Reason("lint.day_twice", {"day": str(both[0])})
            if worked := sorted(days & set(year.adjusted_workdays)):
                yield path, Reason("lint.day_both", {"day": str(worked[0])})
            taken |= days


def _problems(problems: ProblemsDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Its ladders exist, and the departments that usually answer are parties of some process."""
    parties = {CUSTOMS, *(code for process in rulebook.processes.values() for code in process.parties)}
    for field in ("ladder", "confirm_ladder"):
        if (name := getattr(problems, field)) not in rulebook.ladders:
            yield (field,), unknown("ladder", name, rulebook.ladders)
    for key, topic in problems.topics.items():
        if topic.department not in parties:
            yield ("topics", key, "department"), unknown("holder", topic.department, parties)


def _wording(wording: WordingDefinition) -> Iterator[Found]:
    for path, text in _texts(wording):
        for language in ("zh", "en"):
            yield from (((*path, language), reason) for reason in _template(text.in_language(language)))


def _texts(wording: WordingDefinition) -> Iterator[tuple[Path, Text]]:
    yield from (((name,), getattr(wording, name)) for name in ("subject", "greeting", "closing", "standing_in"))
    for key, kind in wording.kinds.items():
        parts = {"subject": kind.subject, "line": kind.line, "brief": kind.brief}
        yield from ((("kinds", key, part), text) for part, text in parts.items() if text)


def _template(text: str) -> Iterable[Reason]:
    """Brackets that match, and no variable that no message has."""
    for first, last in (("{{", "}}"), ("{%", "%}")):
        if text.count(first) != text.count(last):
            yield Reason("lint.brackets", {"first": first, "last": last})
    used = (_FILTER.sub("", _QUOTED.sub("", first or second)) for first, second in _EXPRESSION.findall(text))
    for word in sorted({word for part in used for word in _WORD.findall(part)} - _OPERATORS - VARIABLES):
        yield unknown("variable", word, VARIABLES)
