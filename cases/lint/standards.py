"""Standards: counts that come out, numbers without gaps, names that exist, and a pass rule that can be passed."""

from collections.abc import Iterator, Mapping

from cases.assessing.clauses import PlacedClause, everywhere, general, items, unseen
from cases.assessing.predicates import PREDICATES
from cases.assessing.tally import Tally, allowed
from cases.lint.shared import fits, must_exist, when
from cases.survey import Found, Path, unknown
from models.definitions import Condition, StandardDefinition
from models.definitions.figure import Figure, Group, Limit, Measure
from models.definitions.standard import Variant
from models.refusals import Reason
from models.rulebook import Rulebook


def check(standard: StandardDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Everything in the standard that cannot be meant."""
    if standard.effective_to and standard.effective_to < standard.effective_from:
        yield ("effective_to",), Reason("lint.ends_early", {"last": str(standard.effective_to)})
    yield from _names(standard, rulebook)
    yield from _counts(standard)
    for key, variant in standard.variants.items():
        yield from _numbers(key, variant)
    for name, figure in standard.figures.items():
        yield from _figure(standard, name, figure)
    keys = {key: {one.key for one in everywhere(other)} for key, other in rulebook.standards.items()}
    for placed in everywhere(standard):
        yield from _clause(standard, placed)
        yield from _like(placed, keys)
    yield from _pass_rule(standard)
    yield from _survey(standard)


def _names(standard: StandardDefinition, rulebook: Rulebook) -> Iterator[Found]:
    levels = {level.code for regime in rulebook.regimes.values() for level in regime.levels}
    yield from must_exist(("levels",), "level", standard.levels, levels)
    yield from must_exist(("supersedes",), "standard", standard.supersedes, rulebook.standards)
    if standard.rectification:
        path = ("rectification", "without_categories")
        yield from must_exist(path, "category", standard.rectification.without_categories, _categories(standard))


# counts and numbers -----------------------------------------------------------------------------------------------------


def counted(standard: StandardDefinition) -> Mapping[str, int]:
    """How many there are of what a standard's ``counts`` tell; the first variant stands for the general standard."""
    variant = next(iter(standard.variants.values()), None)
    clauses = [one.clause for one in general(standard, next(iter(standard.variants), ""))]
    return {
        "categories": len(variant.categories) if variant else 0,
        "items": len(list(items(variant))) if variant else 0,
        "general_clauses": sum(1 for one in clauses if not one.bonus) + (len(unseen(variant)) if variant else 0),
        "bonus_clauses": sum(1 for one in clauses if one.bonus),
        "single_clauses": sum(len(line.clauses) for line in standard.lines.values()),
        "lines": len(standard.lines),
    }


def _counts(standard: StandardDefinition) -> Iterator[Found]:
    """A standard of which only the counts are known has nothing to compare them with."""
    if not standard.variants:
        return
    for name, found in counted(standard).items():
        told = getattr(standard.counts, name)
        if told is not None and told != found:
            yield ("counts", name), Reason("lint.count", {"field": name, "told": told, "found": found})


def _numbers(key: str, variant: Variant) -> Iterator[Found]:
    """Items and clauses are numbered from one, each number once, none left out."""
    path: Path = ("variants", key, "categories")
    numbered = [(number, (*path, category, "items", str(number))) for category, number, _ in items(variant)]
    clauses = [
        (no, (*path, category, "items", str(number), "clauses", str(no)))
        for category, number, item in items(variant)
        for no in item.clauses
    ]
    missing = [(no, (*path, name, "unseen")) for name, one in variant.categories.items() for no in one.unseen]
    for listed in (numbered, [*clauses, *missing]):
        yield from _gaps(listed)


def _gaps(listed: list[tuple[int, Path]]) -> Iterator[Found]:
    seen: set[int] = set()
    for number, path in listed:
        if number in seen:
            yield path, Reason("lint.twice", {"name": str(number)})
        seen.add(number)
    wanted = set(range(1, len(seen) + 1))
    if left_out := sorted(wanted - seen):
        yield listed[0][1][:3], Reason("lint.left_out", {"numbers": ", ".join(map(str, left_out))})


# figures ----------------------------------------------------------------------------------------------------------------


def _figure(standard: StandardDefinition, name: str, figure: Figure) -> Iterator[Found]:
    """A quotient is of figures that are asked for: one worked out of itself would never end."""
    if not figure.quotient:
        return
    asked = [key for key, one in standard.figures.items() if not one.quotient and one.measure is not Measure.CHOICE]
    for part in ("of", "less", "to"):
        path = ("figures", name, "quotient", part)
        yield from must_exist(path, "figure", getattr(figure.quotient, part), asked)


def _group(standard: StandardDefinition, path: Path, group: Group) -> Iterator[Found]:
    for number, limit in enumerate(group):
        where = (*path, number)
        if limit.figure not in standard.figures:
            yield (*where, "figure"), unknown("figure", limit.figure, standard.figures)
        else:
            yield from _limit(where, limit, standard.figures[limit.figure])


def _limit(path: Path, limit: Limit, figure: Figure) -> Iterator[Found]:
    if bool(limit.one_of) != (figure.measure is Measure.CHOICE):
        said = {"figure": limit.figure, "measure": str(figure.measure), "comparison": limit.written[0]}
        yield path, Reason("lint.comparison", said)
    elif limit.one_of:
        yield from must_exist((*path, "one_of"), "choice", limit.one_of, figure.choices)


# clauses ----------------------------------------------------------------------------------------------------------------


def _clause(standard: StandardDefinition, placed: PlacedClause) -> Iterator[Found]:
    clause, path = placed.clause, placed.path
    yield from must_exist((*path, "ratings"), "rating", clause.ratings, standard.scale)
    grades = allowed(standard, placed)
    for rating, groups in clause.thresholds.items():
        yield from must_exist((*path, "thresholds", rating), "rating", [rating], grades)
        for number, group in enumerate(groups):
            yield from _group(standard, (*path, "thresholds", rating, number), group)
    for rating, least in clause.passes.items():
        yield from must_exist((*path, "passes", rating), "rating", [rating], grades)
        if least > len(clause.indicators):
            said = {"field": rating, "told": least, "found": len(clause.indicators)}
            yield (*path, "passes", rating), Reason("lint.too_many", said)
    for name, group in clause.indicators.items():
        yield from _group(standard, (*path, "indicators", name), group)
    for ground, given in clause.not_applicable.items():
        for number, group in enumerate(given.thresholds):
            yield from _group(standard, (*path, "not_applicable", ground, "thresholds", number), group)
    yield from must_exist((*path, "trades"), "variant", clause.trades, standard.variants)
    yield from when(path, clause.when)


def _like(placed: PlacedClause, keys: Mapping[str, set[str]]) -> Iterator[Found]:
    for other, key in placed.clause.like.items():
        where = (*placed.path, "like", other)
        if other not in keys:
            yield where, unknown("standard", other, keys)
        else:
            yield from must_exist(where, "clause", [key], keys[other])


# the pass rule ----------------------------------------------------------------------------------------------------------


def _pass_rule(standard: StandardDefinition) -> Iterator[Found]:
    for number, one in enumerate(standard.pass_rule.all_of if standard.pass_rule else ()):
        path = ("pass_rule", "all_of", number)
        found = list(_predicate(standard, path, one))
        yield from found
        if not found and one.name == "total_at_least":
            yield from _can_be_reached(standard, path, one)


def _predicate(standard: StandardDefinition, path: Path, one: Condition) -> Iterator[Found]:
    known = PREDICATES.get(one.name)
    if known is None:
        yield path, unknown("predicate", one.name, PREDICATES)
    elif not fits(known.argument, one.argument):
        yield path, Reason("lint.argument", {"condition": one.name, "claim": known.claim})
    else:
        named = one.argument if isinstance(one.argument, Mapping) else {}
        rating = named.get("rating", one.argument)
        yield from must_exist(path, "rating", [rating] if isinstance(rating, str) else [], standard.scale)
        yield from must_exist(path, "category", named.get("within", ()), _categories(standard))


def _can_be_reached(standard: StandardDefinition, path: Path, one: Condition) -> Iterator[Found]:
    variants = [general(standard, key) for key in standard.variants] or [()]
    highest = max(Tally(standard, clauses, {}).highest for clauses in variants)
    if standard.scale and highest < one.argument:
        yield path, Reason("lint.never_passes", {"told": one.argument, "found": highest})


# surveys ----------------------------------------------------------------------------------------------------------------


def _survey(standard: StandardDefinition) -> Iterator[Found]:
    """A survey adds points up and passes nothing."""
    if not standard.survey:
        return
    if standard.pass_rule:
        yield ("pass_rule",), Reason("lint.survey_passes")
    points = [grade.points for grade in standard.scale.values() if grade.points is not None]
    if standard.base or not points or min(points) < 0 or max(points) == 0:
        yield ("scale",) if standard.scale else (), Reason("lint.survey_scale")


# what all share ---------------------------------------------------------------------------------------------------------


def _categories(standard: StandardDefinition) -> set[str]:
    return {key for variant in standard.variants.values() for key in variant.categories}
