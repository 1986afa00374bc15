"""What may be put right within certification (容错整改): clause by clause, as the standard has it. Pure.

What may not, does not keep anybody from raising a finding; it keeps the certification from ending well.
"""

from collections.abc import Iterator

from cases.assessing.clauses import PlacedClause
from cases.assessing.tally import Tally
from cases.naming import titles
from models.assessment import AssessmentKind, Lacking
from models.casefile import CaseFile
from models.definitions import StandardDefinition
from models.definitions.standard import NotRectifiable
from models.finding import Finding
from models.refusals import Reason
from models.vocabulary import Standing


def against(standard: StandardDefinition, placed: PlacedClause, rating: str) -> NotRectifiable | None:
    """Why a clause rated so may not be put right, None if it may; of a standard that says nothing, all may."""
    ruled = standard.rectification.without if standard.rectification else ()
    return next((one for one in ruled if _covers(one, placed, rating)), None)


def lacking(tally: Tally) -> Iterator[Lacking]:
    """Every clause that lost points, with why it may not be put right if it may not."""
    for placed in tally.clauses:
        if one := lost(tally.standard, placed, tally.ratings.get(placed.key, "")):
            yield one


def lost(standard: StandardDefinition, placed: PlacedClause, rating: str) -> Lacking | None:
    """What a clause rated so lacks, None if it lost no points."""
    points = standard.scale[rating].points if rating and not placed.clause.bonus else None
    if not points or points > 0:
        return None
    ruled = against(standard, placed, rating)
    barred, standing = (ruled.reason, ruled.status) if ruled else (None, Standing.CONFIRMED)
    return Lacking(placed.key, placed.clause.title, rating, barred, standing)


def lacks(casefile: CaseFile, finding: Finding) -> Lacking | None:
    """What a finding of an on-site assessment stands for, while the certification it was made in goes on.

    A case that was sent back to an earlier stage may put right whatever it likes.
    """
    head = casefile.assessment(finding.assessment)
    if head is None or head.kind is not AssessmentKind.ONSITE or head.opened_on < casefile.stage_entered_on:
        return None
    return next((one for one in head.lacking if one.clause == finding.clause), None)


def beyond(casefile: CaseFile, finding: Finding) -> Lacking | None:
    """The same, if it may not be put right within that certification."""
    found = lacks(casefile, finding)
    return found if found and found.barred else None


def refusal(one: Lacking, where: str = "") -> Reason:
    """Why a clause that failed leads to a refusal: it may not be put right."""
    why = one.barred or one.title
    code = "rectification.not_eligible"
    if one.standing is Standing.UNCONFIRMED:
        code = "rectification.not_eligible_unconfirmed"
    return Reason(code, {**named(one), "why_zh": why.zh, "why_en": why.en}, where)


def named(one: Lacking) -> dict[str, str]:
    """The clause for a reason."""
    return {"clause": one.clause, **titles(one.title, one.clause)}


def _covers(one: NotRectifiable, placed: PlacedClause, rating: str) -> bool:
    """All that it names must fit; what it does not name fits always."""
    return (
        (not one.categories or placed.category in one.categories)
        and (not one.items or placed.item in one.items)
        and (not one.clauses or placed.key in one.clauses)
        and (not one.ratings or rating in one.ratings)
        and (not one.looking_back or placed.clause.look_back is not None)
    )
