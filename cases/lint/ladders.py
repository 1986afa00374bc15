"""Ladders: bases that exist, overrides that override something, conditions that mean something, rungs that can be climbed."""

from collections.abc import Iterator

from cases.ladder_uses import ABSENCE, Use, uses
from cases.ladders import inherited, lineage
from cases.lint.shared import fits
from cases.memoranda import COMMITMENT
from cases.rung_conditions import OUTSIDE, RUNG_CONDITIONS
from cases.survey import Found, Path, unknown
from models.definitions import Condition, LadderDefinition, Recipient, RungDefinition
from models.refusals import Reason
from models.rulebook import Rulebook
from models.terms import Term
from models.vocabulary import CUSTOMS, ENTERPRISE, Consequence, Subject, Unit

_OF_ABSENCE = frozenset({Recipient.ABSENT, Recipient.SUBSTITUTE})
_ABOUT_A_STEP = frozenset({Subject.TARGET, Subject.STATUTORY, Subject.PROMISE, Subject.RETURNED})


def check(ladder: LadderDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Everything wrong with one ladder."""
    yield from _bases(ladder, rulebook)
    yield from _dropped(ladder, rulebook)
    if ladder.base and not inherited(ladder.ladder, ladder.site or "", rulebook.ladders).ladder.rungs:
        yield ("without",), Reason("lint.no_rungs_left")
    used = list(uses(ladder.ladder, rulebook))
    yield from _of_no_case(ladder, used)
    for number, rung in enumerate(ladder.rungs):
        yield from (((*path, *rest), reason) for path, rest, reason in _rung(number, rung, used, rulebook))


# what it extends --------------------------------------------------------------------------------------------------------


def _bases(ladder: LadderDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """The base exists, for a site too, and the way up does not come back."""
    if ladder.base is None:
        return
    path: Path = ("extends",) if ladder.extends else ("ladder",)
    known = [one.ladder for one in rulebook.ladders.values() if not one.site]
    if ladder.site and ladder.ladder not in known:
        yield ("ladder",), unknown("ladder", ladder.ladder, known)
    elif ladder.base not in known:
        yield path, unknown("ladder", ladder.base, known)
    elif circle := _circle(ladder, rulebook):
        yield path, Reason("lint.ladder_circle", {"ladders": " > ".join(circle)})


def _circle(ladder: LadderDefinition, rulebook: Rulebook) -> list[str]:
    """The ladders from this one back to itself, empty if its way up ends."""
    way, following = [ladder.ladder], ladder.base if not ladder.site else None
    while following and following in rulebook.ladders:
        if following in way:
            return [*way[way.index(following) :], following]
        way.append(following)
        following = rulebook.ladders[following].base
    return []


def _dropped(ladder: LadderDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """What it leaves out is there, or nothing is left out."""
    below = lineage(ladder.ladder, ladder.site or "", rulebook.ladders)[1:]
    there = {rung.at for base in below for rung in base.rungs} - {at for base in below[:-1] for at in base.without}
    for number, offset in enumerate(ladder.without):
        if offset not in there:
            known = ", ".join(map(str, sorted(there, key=lambda one: one.workdays))) or "-"
            yield ("without", number), Reason("lint.drops_nothing", {"at": str(offset), "allowed": known})


# its rungs --------------------------------------------------------------------------------------------------------------


def _rung(
    number: int, rung: RungDefinition, uses: list[Use], rulebook: Rulebook
) -> Iterator[tuple[Path, Path, Reason]]:
    """A rung has words in every set of wording, conditions that can hold, consequences that can follow, and a day that can come."""
    path: Path = ("rungs", number)
    for wording in rulebook.wordings.values():
        if rung.wording not in wording.kinds:
            yield path, ("wording",), unknown("kind", rung.wording, wording.kinds)
    for place, one in enumerate(rung.when):
        yield from ((path, ("when", place), reason) for reason in _condition(one, rulebook))
    if _excludes_itself(rung):
        yield path, ("when",), Reason("lint.never_holds", {"at": str(rung.at)})
    if Consequence.HAND_TO_SUPERVISOR in rung.then and uses and not any(one in _ABOUT_A_STEP for one, _ in uses):
        yield path, ("then",), Reason("lint.nothing_to_hand", {"at": str(rung.at)})
    longest = _longest(uses)
    if longest is not None and -rung.at.workdays > longest:
        yield path, ("at",), Reason("lint.never_fires", {"at": str(rung.at), "longest": longest})


def _condition(one: Condition, rulebook: Rulebook) -> Iterator[Reason]:
    rule = RUNG_CONDITIONS.get(one.name)
    if rule is None:
        yield unknown("condition", one.name, RUNG_CONDITIONS)
    elif (rule.argument is None) != (one.argument is None):
        code = "lint.no_argument" if rule.argument is None else "lint.needs_argument"
        yield Reason(code, {"condition": one.name, "claim": rule.claim})
    elif not fits(rule.argument, one.argument):
        yield Reason("lint.argument", {"condition": one.name, "claim": rule.claim})
    elif one.name == "holder":
        parties = (name for process in rulebook.processes.values() for name in process.parties)
        known = (OUTSIDE, CUSTOMS, ENTERPRISE, *parties)
        if one.argument not in known:
            yield unknown("holder", str(one.argument), set(known))


def _excludes_itself(rung: RungDefinition) -> bool:
    """Whether two conditions ask for different parties or priorities; ``outside`` and a party outside go together."""
    for name in {one.name for one in rung.when}:
        asked = {str(one.argument) for one in rung.when if one.name == name}
        if len(asked - ({"outside"} if CUSTOMS not in asked else set())) > 1:
            return True
    return False


def _of_no_case(ladder: LadderDefinition, uses: list[Use]) -> Iterator[Found]:
    """Only absences have somebody absent; as they, problems and commitments belong to no case, nothing can be done to one."""
    of_absence = ladder.ladder.startswith(ABSENCE)
    beside = ladder.ladder == COMMITMENT or any(subject is Subject.PROBLEM for subject, _ in uses)
    for number, rung in enumerate(ladder.rungs):
        if not of_absence and (places := set(rung.to) & _OF_ABSENCE):
            yield ("rungs", number, "to"), Reason("lint.absence_place", {"place": ", ".join(sorted(places))})
        if (of_absence or beside) and rung.then:
            yield ("rungs", number, "then"), Reason("lint.no_case", {"at": str(rung.at)})


# where it is used -------------------------------------------------------------------------------------------------------


def _longest(uses: list[Use]) -> int | None:
    """The longest term in working days that uses the ladder; None if it has no uses, or some that cannot be compared."""
    lengths = [_workdays(term) for _, term in uses]
    known = [one for one in lengths if one is not None]
    return max(known) if known and len(known) == len(lengths) else None


def _workdays(term: Term | None) -> int | None:
    if term is None or term.length is None or term.before or term.length.unit is not Unit.WORKDAYS:
        return None
    return term.length.number
