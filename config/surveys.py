"""Surveys for reading (摸底调查): the last one of a case or of an enterprise, its profile, and the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cases.assessing.profile import Profile, profile
from cases.assessing.review import Review, review
from config import words
from models.assessment import Assessment, AssessmentKind, AssessmentState, Shelf
from models.casefile import CaseFile


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One survey and how it came out; ``earlier`` is what the last one before it came to."""

    head: Assessment
    profile: Profile
    earlier: Profile | None


def surveyed(casefile: CaseFile, shelf: Shelf, key: str) -> Surveyed:
    """The survey called ``key``; the sheets must be loaded."""
    found = review(casefile, shelf, key)
    earlier = profile(review(casefile, shelf, found.earlier.key)) if found.earlier else None
    return Surveyed(found.head, profile(found), earlier)


def last(casefile: CaseFile) -> Assessment | None:
    """The survey of the case that counts: the last one closed, otherwise the one that is going on."""
    heads = [one for one in casefile.assessments if one.kind is AssessmentKind.SURVEY]
    closed = [one for one in heads if one.state is AssessmentState.CLOSED]
    going_on = [one for one in heads if one.state is AssessmentState.OPEN]
    return next(reversed(closed or going_on), None)


def document(found: Review) -> dict[str, Any] | None:
    """The profile for programs; None of anything but a survey."""
    if not found.standard.survey:
        return None
    known = profile(found)
    return {"score": known.score, "dimensions": list(_dimensions(known))}


def _dimensions(known: Profile) -> Iterator[dict[str, Any]]:
    for one in known.dimensions:
        counted = {"weight": one.weight, "score": one.score, "rated": one.rated, "asked": one.asked}
        yield {"dimension": one.key, "title": words.said(one.title), **counted}
