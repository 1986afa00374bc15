"""Ladders, calendars, regimes and wording: rungs that can fire, days that are one thing, clocks that can be extended."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cases.lint.survey import Found, Path, survey, unknown
from models.definitions import (
    CalendarDefinition,
    ClockDefinition,
    LadderDefinition,
    Recipient,
    RegimeDefinition,
    Text,
    WordingDefinition,
)
from models.refusals import Reason
from models.rulebook import Problem, Rulebook
from models.terms import Term
from models.vocabulary import CUSTOMS, Unit
from models.waiting import URGED

VARIABLES = frozenset(
    {
        "enterprise",
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
        "line",
    }
)
ABSENCE = "absence"  # what the ladders of absences begin with: only these speak of somebody absent and a substitute
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}|\{%-?\s*(?:el)?if\b(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"(?<![\w.|])[a-z_]\w*")
_OPERATORS = frozenset({"or", "and", "not", "if", "else", "is", "in", "defined", "none", "true", "false"})


def check(rulebook: Rulebook) -> Iterator[Problem]:
    """Everything wrong outside the processes."""
    for key, regime in rulebook.regimes.items():
        yield from (Problem("regime", key, path, reason) for path, reason in _regime(regime))
    for key, ladder in rulebook.ladders.items():
        yield from (Problem("ladder", key, path, reason) for path, reason in _ladder(ladder, rulebook))
    for key, calendar in rulebook.calendars.items():
        yield from (Problem("calendar", key, path, reason) for path, reason in _calendar(calendar))
    for key, wording in rulebook.wordings.items():
        if URGED not in wording.kinds:
            yield Problem("wording", key, ("kinds",), unknown("kind", URGED, wording.kinds))
        yield from (Problem("wording", key, path, reason) for path, reason in _wording(wording))


def _regime(regime: RegimeDefinition) -> Iterator[Found]:
    if regime.effective_to and regime.effective_to < regime.effective_from:
        yield ("effective_to",), Reason("lint.ends_early", {"last": str(regime.effective_to)})
    codes = [level.code for level in regime.levels]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield ("levels", number, "code"), Reason("lint.twice", {"name": code})
    for group, clocks in (("clocks", regime.clocks), ("bars", regime.bars)):
        for key, clock in clocks.items():
            yield from (((group, key, "extension", "by"), reason) for reason in _extension(clock))


def _extension(clock: ClockDefinition) -> Iterator[Reason]:
    """An extension is added to the length, so it counts in the same unit."""
    if clock.extension and clock.extension.by.unit is not clock.length.unit:
        yield Reason("lint.unit", {"length": str(clock.length), "by": str(clock.extension.by)})


def _ladder(ladder: LadderDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """A rung has words in every set of wording, and comes no earlier than all terms that use the ladder begin."""
    longest = _longest_use(ladder.key, rulebook)
    for number, rung in enumerate(ladder.rungs):
        for wording in rulebook.wordings.values():
            if rung.wording not in wording.kinds:
                yield ("rungs", number, "wording"), unknown("kind", rung.wording, wording.kinds)
        if not ladder.key.startswith(ABSENCE) and (places := set(rung.to) & {Recipient.ABSENT, Recipient.SUBSTITUTE}):
            yield ("rungs", number, "to"), Reason("lint.absence_place", {"place": ", ".join(sorted(places))})
        if longest is not None and -rung.at.workdays > longest:
            yield ("rungs", number, "at"), Reason("lint.never_fires", {"at": str(rung.at), "longest": longest})


def _longest_use(ladder: str, rulebook: Rulebook) -> int | None:
    """The longest term in working days that uses the ladder; None if it has no uses, or some that cannot be compared."""
    lengths = [_workdays(term) for term in _uses(ladder, rulebook)]
    known = [one for one in lengths if one is not None]
    return max(known) if known and len(known) == len(lengths) else None


def _workdays(term: Term | None) -> int | None:
    if term is None or term.length is None or term.before or term.length.unit is not Unit.WORKDAYS:
        return None
    return term.length.number


def _uses(ladder: str, rulebook: Rulebook) -> Iterator[Term | None]:
    """The terms of all dates reminded of by this ladder; None for one whose length is not to be seen."""
    for process in rulebook.processes.values():
        found = survey(process, rulebook)
        if ladder == process.ladder:
            yield None  # suspended and pooled cases use it too
        for step in found.steps.values():
            usual = process.ladder if step.definition.held_by == CUSTOMS else "outside-party"
            if step.term and ladder == (step.definition.ladder or usual):
                yield step.term
            if step.definition.statutory and step.definition.statutory.ladder == ladder:
                yield step.definition.statutory.term
        for stage in found.stages.values():
            if stage.definition.ladder == ladder and (stage.definition.term or stage.definition.statutory):
                yield stage.definition.term


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


def _wording(wording: WordingDefinition) -> Iterator[Found]:
    for path, text in _texts(wording):
        for language in ("zh", "en"):
            yield from (((*path, language), reason) for reason in _template(text.in_language(language)))


def _texts(wording: WordingDefinition) -> Iterator[tuple[Path, Text]]:
    yield from (((name,), getattr(wording, name)) for name in ("subject", "greeting", "closing", "standing_in"))
    for key, kind in wording.kinds.items():
        yield from ((("kinds", key, part), getattr(kind, part)) for part in ("subject", "line"))


def _template(text: str) -> Iterable[Reason]:
    """Brackets that match, and no variable that no message has."""
    for first, last in (("{{", "}}"), ("{%", "%}")):
        if text.count(first) != text.count(last):
            yield Reason("lint.brackets", {"first": first, "last": last})
    used = (_QUOTED.sub("", first or second) for first, second in _EXPRESSION.findall(text))
    for word in sorted({word for part in used for word in _WORD.findall(part)} - _OPERATORS - VARIABLES):
        yield unknown("variable", word, VARIABLES)
