"""A case assessed by a small standard of five clauses in two sections: 1 to 3 of control, 5 a bonus; and one of the line food."""

from typing import Any

from models.assessment import Shelf
from models.content import content_hash
from models.definitions import StandardDefinition
from tests.builders import MEI, ZHAO, Walk, opened, regime
from tests.rulebook.small import FILES, STANDARD, rulebook, spoilt

DAY = "2026-07-02"


def standard(*changes: tuple[str, str]) -> StandardDefinition:
    """The small standard, perhaps changed."""
    return rulebook(spoilt(STANDARD, *changes) if changes else FILES).standards["XX-FIRST"]


def shelf(one: StandardDefinition) -> Shelf:
    """A shelf with this standard in force, and its remedies."""
    digest = content_hash(one)
    return Shelf({digest: one}, {one.standard: digest}, rulebook().remedies)


def a_case(*changes: tuple[str, str], **facts: Any) -> Walk:
    """A case under a regime that goes by the small standard; ``facts`` are those of the enterprise's record."""
    order = regime(standards=["XX-FIRST"])
    walk = opened(regime=order, **facts)
    walk.shelf = shelf(standard(*changes))
    return walk


def assessed(kind: str = "self", *changes: tuple[str, str], **facts: Any) -> Walk:
    """A case with an assessment going on."""
    return a_case(*changes, **facts).do("open-assessment", at=DAY, kind=kind, standard="XX-FIRST")


def answered(walk: Walk, answers: dict[str, Any] | None = None) -> Walk:
    """All clauses answered, as met unless said otherwise."""
    clauses = walk.casefile.sheets[-1].clauses
    plain = {key: {"rating": "met", "note": "看过"} for key in clauses if key != "5"}
    return walk.do("answer-clauses", at=DAY, answers={**plain, **(answers or {})})


def accepted(walk: Walk) -> Walk:
    """Every section submitted by Lin, accepted by Zhao."""
    for section in walk.casefile.assessments[-1].sections:
        walk.do("submit-section", at=DAY, section=section)
        walk.do("accept-section", at=DAY, by=ZHAO, section=section)
    return walk


def closed(kind: str = "self", answers: dict[str, Any] | None = None, **facts: Any) -> Walk:
    """An assessment closed."""
    return accepted(answered(assessed(kind, **facts), answers)).do("close-assessment", at=DAY, by=ZHAO)


__all__ = ["DAY", "MEI", "ZHAO", "a_case", "accepted", "answered", "assessed", "closed", "shelf", "standard"]
