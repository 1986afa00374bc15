"""Opening an assessment (开始评估): the standard, the clauses that apply, and what was passed before."""

from collections.abc import Iterator
from dataclasses import replace

from cases.acts import Ask
from cases.assessing.applicable import applicable, sections, variant_of
from cases.assessing.clauses import PlacedClause
from cases.assessing.tally import allowed
from cases.draft import Draft
from cases.moving.carrying import carry
from cases.transitions.assessing.which import AUDITS, latest, open_ones
from models.acts import Input
from models.assessment import Assessment, AssessmentKind, ClauseAnswer
from models.casefile import CaseFile
from models.changes import AssessmentOpened
from models.definitions import StandardDefinition
from models.refusals import Reason


def open_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Its kind; the standard, otherwise the one of the regime for the target; whether to take over what was passed before."""
    return (
        Input("kind", "choice", choices=tuple(AssessmentKind)),
        Input("standard", "choice", required=False, choices=casefile.regime.standards),
        Input("carry", "yes_no", required=False),
    )


def open_check(ask: Ask) -> Iterator[Reason]:
    """None of its kind is open, and the standard is there with clauses that apply."""
    kind = ask.values.get("kind")
    if running := next((one for one in open_ones(ask.casefile) if one.kind == kind), None):
        yield Reason("assessment.running", {"key": running.key}, "kind")
    chosen = _chosen(ask)
    if chosen is None:
        standards = ", ".join(ask.casefile.regime.standards) or "-"
        yield Reason("assessment.no_standard", {"allowed": standards}, "standard")
    elif not applicable(chosen[1], ask.casefile):
        yield Reason("assessment.no_clauses", {"standard": chosen[1].standard}, "standard")


def open_assessment(draft: Draft, ask: Ask) -> None:
    """The clauses that apply are laid out; of a later audit those passed before are filled in."""
    casefile, kind = ask.casefile, AssessmentKind(ask.values["kind"])
    digest, standard = _chosen(ask) or ("", None)
    assert standard  # checked
    clauses = applicable(standard, casefile)
    earlier = latest(casefile, kind)
    carries = ask.values.get("carry", kind in AUDITS)
    draft.add(
        AssessmentOpened(
            assessment=f"{kind}-{1 + sum(one.kind is kind for one in casefile.assessments)}",
            of_kind=kind,
            standard=standard.standard,
            standard_hash=digest,
            variant=variant_of(standard, casefile),
            clauses=tuple(one.key for one in clauses),
            sections=sections(clauses),
            carried=tuple(_carried(ask, clauses, standard, earlier)) if earlier and carries else (),
            opened_on=draft.today,
            opened_by=draft.occasion.actor.login,
        )
    )


def _chosen(ask: Ask) -> tuple[str, StandardDefinition] | None:
    """The standard with its hash: the one named, otherwise the regime's for the target of the process; for a survey a survey."""
    shelf, target = ask.occasion.shelf, ask.casefile.process.target
    named, surveys = ask.values.get("standard"), ask.values.get("kind") == AssessmentKind.SURVEY
    for key in ask.casefile.regime.standards:
        digest = shelf.in_force.get(key, "")
        standard = shelf.by_hash.get(digest)
        if standard and standard.survey is surveys and (key == named if named else target in standard.levels):
            return digest, standard
    return None


def _carried(
    ask: Ask, clauses: tuple[PlacedClause, ...], standard: StandardDefinition, earlier: Assessment
) -> Iterator[ClauseAnswer]:
    """The answers of the earlier one that took nothing off; by a standard that was replaced, as far as its mapping proves them."""
    sheet, shelf = ask.casefile.sheet(earlier.key), ask.occasion.shelf
    mapped = shelf.mapped.get(earlier.standard)
    if sheet and mapped and mapped.to == standard.standard:
        found = carry(sheet, shelf.by_hash[earlier.standard_hash], standard, clauses, mapped.clauses).answers
        yield from (one for one in found if one.rating and not standard.scale[one.rating].points)
        return
    for one in clauses if sheet else ():
        key = one.key if earlier.standard == standard.standard else one.clause.like.get(earlier.standard, "")
        answer = sheet.answers.get(key) if sheet else None
        if answer and answer.rating in allowed(standard, one) and (standard.scale[answer.rating].points or 0) >= 0:
            yield replace(answer, clause=one.key, carried_from=earlier.key)
