"""Carrying (答复沿用): what the answers by one standard prove by another, clause by clause, and what finds no place.

A rating is carried only where it follows from the old one; otherwise note, evidence and the old rating stand beside an open clause.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.assessing.clauses import PlacedClause, everywhere
from cases.assessing.tally import allowed, worst
from models.assessment import Carried, ClauseAnswer, Sheet
from models.definitions import StandardDefinition
from models.definitions.mapping import ClauseFate, Strength
from models.moving import Stranded

Fates = Mapping[str, ClauseFate]
NOWHERE = ClauseFate.model_construct()


@dataclass(frozen=True, slots=True)
class Carriage:
    """What comes of one sheet: the answers to begin with, and those without a place."""

    answers: tuple[ClauseAnswer, ...]
    stranded: tuple[Stranded, ...]


def carry(
    sheet: Sheet,
    old: StandardDefinition,
    new: StandardDefinition,
    clauses: tuple[PlacedClause, ...],
    fates: Fates,
) -> Carriage:
    """Carry the answers of ``sheet`` to those ``clauses`` of ``new`` that apply. Every answer has a place or is stranded."""
    in_order = dict.fromkeys((*sheet.clauses, *sheet.answers))
    answered = {key: sheet.answers[key] for key in in_order if _says_anything(sheet.answers.get(key))}
    asked = {key for key in sheet.clauses if key in _keys(old)}
    sources = {one.key: _sources(one.key, asked | set(answered), fates) for one in clauses}
    carried = [_carried(sheet, answered, new, one, sources[one.key]) for one in clauses]
    placed = {key for found in sources.values() for key in found}
    return Carriage(
        answers=tuple(one for one in carried if one),
        stranded=tuple(_stranded(sheet, one, fates) for key, one in answered.items() if key not in placed),
    )


def between_versions(old: StandardDefinition, new: StandardDefinition) -> Fates:
    """The fates of clauses in another version of the same standard: one that reads the same is equal, one that does not related."""
    known = {one.key: one.clause for one in everywhere(new)}
    return {
        one.key: ClauseFate.model_construct(equal=(one.key,))
        if known[one.key] == one.clause
        else ClauseFate.model_construct(related=(one.key,))
        for one in everywhere(old)
        if one.key in known
    }


def follows(rating: str, strength: Strength, new: StandardDefinition, placed: PlacedClause) -> bool:
    """Whether a rating by the old clause is one by the new clause, too.

    Equal: any. Less is asked: what takes nothing off. More is asked: the worst. Otherwise none does.
    """
    if rating not in allowed(new, placed):
        return False
    match strength:
        case Strength.EQUAL:
            return True
        case Strength.SUBSET:
            return new.scale[rating].points == 0
        case Strength.SUPERSET:
            return rating == worst(new, placed)
        case Strength.RELATED:
            return False


def _says_anything(answer: ClauseAnswer | None) -> bool:
    return bool(answer and (answer.rating or answer.note or answer.evidence))


def _keys(standard: StandardDefinition) -> set[str]:
    return {one.key for one in everywhere(standard)}


def _sources(key: str, asked: set[str], fates: Fates) -> dict[str, Strength]:
    """The old clauses that lead to the new one, in their order there."""
    return {old: dict(fate.targets)[key] for old, fate in fates.items() if old in asked and key in dict(fate.targets)}


def _carried(
    sheet: Sheet,
    answered: Mapping[str, ClauseAnswer],
    new: StandardDefinition,
    placed: PlacedClause,
    sources: Mapping[str, Strength],
) -> ClauseAnswer | None:
    found = [answered[key] for key in sources if key in answered]
    if not found:
        return None
    newest = max(found, key=lambda one: str(one.answered_on or ""))
    return ClauseAnswer(
        clause=placed.key,
        rating=_rating(answered, new, placed, sources),
        note="\n".join(dict.fromkeys(one.note for one in found if one.note)),
        evidence=tuple(dict.fromkeys(paper for one in found for paper in one.evidence)),
        answered_on=newest.answered_on,
        answered_by=newest.answered_by,
        carried_from=sheet.assessment,
        carried=Carried(
            clauses=tuple(one.clause for one in found),
            ratings=tuple(one.rating for one in found),
            strengths=tuple(sources[one.clause] for one in found),
        ),
    )


def _rating(
    answered: Mapping[str, ClauseAnswer],
    new: StandardDefinition,
    placed: PlacedClause,
    sources: Mapping[str, Strength],
) -> str:
    """The worst of what follows from clauses that are more than related; empty if of one nothing does, or it was not answered."""
    proving = {key: how for key, how in sources.items() if how is not Strength.RELATED}
    ratings = [answered[key].rating if key in answered else "" for key in proving]
    if not ratings or not all(
        follows(one, how, new, placed) for one, how in zip(ratings, proving.values(), strict=True)
    ):
        return ""
    return min(ratings, key=lambda one: new.scale[one].points or 0)


def _stranded(sheet: Sheet, answer: ClauseAnswer, fates: Fates) -> Stranded:
    return Stranded(sheet.assessment, answer.clause, answer.rating, fates.get(answer.clause, NOWHERE).none)
