"""Which assessment is meant (哪次评估), and what stands in it."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.assessing.applicable import with_keys
from cases.assessing.clauses import PlacedClause
from cases.naming import titles
from cases.occasion import Occasion
from models.acts import Input
from models.assessment import Assessment, AssessmentKind, AssessmentState, Sheet
from models.casefile import CaseFile
from models.definitions import StandardDefinition
from models.refusals import Reason

AUDITS = frozenset({AssessmentKind.MOCK, AssessmentKind.ONSITE})
"""Assessments by others than those who coach; in the next round, what was passed is not asked again."""


def is_open(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Some assessment is open."""
    if not open_ones(casefile):
        yield Reason("assessment.none_open", {"no": casefile.no})


def which(casefile: CaseFile) -> Input:
    """The assessment meant; where one alone is open it need not be said."""
    keys = tuple(one.key for one in open_ones(casefile))
    return Input("assessment", "choice", required=len(keys) > 1, choices=keys)


def head_of(ask: Ask) -> Assessment | None:
    """The assessment meant, None where that cannot be told."""
    heads = open_ones(ask.casefile)
    if key := ask.values.get("assessment"):
        return next((one for one in heads if one.key == key), None)
    return heads[0] if len(heads) == 1 else None


def open_ones(casefile: CaseFile) -> tuple[Assessment, ...]:
    """The assessments that are going on."""
    return tuple(one for one in casefile.assessments if one.state is AssessmentState.OPEN)


def latest(casefile: CaseFile, kind: AssessmentKind) -> Assessment | None:
    """The last closed assessment of this kind."""
    closed = [one for one in casefile.assessments if one.kind is kind and one.state is AssessmentState.CLOSED]
    return closed[-1] if closed else None


def section_title(standard: StandardDefinition, head: Assessment, section: str) -> dict[str, str]:
    """What a section is called: its category, or its line of business."""
    variant = standard.variants.get(head.variant)
    known = (variant.categories.get(section) if variant else None) or standard.lines.get(section)
    return titles(known.title if known else None, section)


def standard_of(ask: Ask, head: Assessment) -> StandardDefinition:
    """The standard it goes by, as it was when it was opened."""
    return ask.occasion.shelf.by_hash[head.standard_hash]


def sheet_of(ask: Ask, head: Assessment) -> Sheet:
    """What was answered in it."""
    sheet = ask.casefile.sheet(head.key)
    assert sheet  # acts that read sheets are given them
    return sheet


def clauses_of(ask: Ask, head: Assessment) -> dict[str, PlacedClause]:
    """The clauses that apply, by key."""
    return {one.key: one for one in with_keys(standard_of(ask, head), head.variant, sheet_of(ask, head).clauses)}


def unclear(ask: Ask) -> Iterator[Reason]:
    """Several are going on, and it was not said which is meant; that none is, `is_open` says."""
    if keys := ", ".join(one.key for one in open_ones(ask.casefile)):
        yield Reason("assessment.unclear", {"allowed": keys}, "assessment")


def clear_check(ask: Ask) -> Iterator[Reason]:
    """It can be told which is meant."""
    if head_of(ask) is None:
        yield from unclear(ask)
