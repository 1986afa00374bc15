"""How the demo's enterprises come out of the survey: each its own way, always the same."""

from random import Random
from typing import Any

from models.assessment import AssessmentKind, Shelf
from models.casefile import CaseFile

RATINGS, WEIGHTS = ("sound", "partial", "weak", "absent"), (5, 6, 3, 1)


def is_asked(casefile: CaseFile) -> bool:
    """Whether somebody waits for a survey that nobody has begun in this round."""
    waits = any(step.of == AssessmentKind.SURVEY for step in casefile.live_steps)
    return waits and not any(
        one.kind is AssessmentKind.SURVEY and one.round == casefile.round for one in casefile.assessments
    )


def answers_of(casefile: CaseFile, shelf: Shelf) -> dict[str, Any]:
    """An answer to every question of the survey that is going on; strong in some dimensions, weak in others."""
    head, luck = casefile.assessments[-1], Random(casefile.enterprise.uscc)
    sections = shelf.by_hash[head.standard_hash].variants[head.variant].categories
    tilt = {key: luck.choice((0, 0, 1, 2)) for key in sections}
    questions = ((key, no) for key, one in sections.items() for item in one.items.values() for no in item.clauses)
    return {str(no): RATINGS[min(tilt[key] + _drawn(luck), 3)] for key, no in questions}


def _drawn(luck: Random) -> int:
    return RATINGS.index(luck.choices(RATINGS, WEIGHTS)[0])
