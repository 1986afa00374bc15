"""Contradictions (矛盾检查): answers that do not go together, pointed out and never changed."""

from collections.abc import Collection, Iterator

from cases.assessing.clauses import PlacedClause
from cases.assessing.figures import worked
from cases.papers import newest
from models.assessment import ClauseAnswer, Figures, Sheet
from models.casefile import Evidence
from models.definitions import StandardDefinition
from models.definitions.standard import Means
from models.refusals import Reason


def contradictions(
    standard: StandardDefinition,
    clauses: tuple[PlacedClause, ...],
    sheet: Sheet,
    *,
    producer: bool | None,
    found: Collection[str] = (),
    papers: Collection[Evidence] = (),
) -> Iterator[Reason]:
    """Everything that does not go together, in the order of the clauses; ``where`` names the clause.

    ``found`` are clauses of which a finding stands that nobody has verified, ``papers`` the files of the case.
    """
    for placed in clauses:
        answer = sheet.answers.get(placed.key)
        if answer and answer.rating:
            yield from _of_clause(standard, placed, answer, sheet.figures, producer)
            yield from _of_papers(placed.key, answer, papers)
            if placed.key in found and standard.scale[answer.rating].points == 0:
                yield Reason("contradiction.open_finding", {"clause": placed.key}, placed.key)


def _of_clause(
    standard: StandardDefinition,
    placed: PlacedClause,
    answer: ClauseAnswer,
    figures: Figures,
    producer: bool | None,
) -> Iterator[Reason]:
    key, points = placed.key, standard.scale[answer.rating].points
    if points is None and not placed.clause.bonus:
        if not answer.note:
            yield Reason("contradiction.no_reason", {"clause": key}, key)
        if answer.evidence:
            yield Reason("contradiction.evidence_of_nothing", {"clause": key}, key)
        return
    if points == 0 and not answer.evidence and not answer.note and Means.DOCUMENT in placed.clause.means:
        yield Reason("contradiction.no_evidence", {"clause": key}, key)
    if points and points < 0 and not answer.note:
        yield Reason("contradiction.no_finding", {"clause": key}, key)
    computed = worked(standard, placed, figures, producer=producer)
    if computed and computed.rating and computed.rating != answer.rating and not placed.clause.bonus:
        said, found = standard.scale[answer.rating].title, standard.scale[computed.rating].title
        values = {"said_zh": said.zh, "said_en": said.en, "found_zh": found.zh, "found_en": found.en}
        yield Reason("contradiction.figures", {"clause": key, **values}, key)


def _of_papers(key: str, answer: ClauseAnswer, papers: Collection[Evidence]) -> Iterator[Reason]:
    """What is leant on counted on the day of the answer, and is the newest revision; a file may be attached at several places."""
    counting = {one.sha256 for one in newest(papers)}
    for one in {one.sha256: one for one in papers if one.sha256 in answer.evidence}.values():
        if answer.answered_on and not one.is_valid(answer.answered_on):
            values = {"clause": key, "name": one.name, "until": str(one.valid_until)}
            yield Reason("contradiction.evidence_ran_out", values, key)
        if one.sha256 not in counting:
            yield Reason("contradiction.evidence_replaced", {"clause": key, "name": one.name}, key)
