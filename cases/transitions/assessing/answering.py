"""Answering clauses (逐条评定): ratings, notes and evidence, in any order, as much as there is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cases.acts import Ask
from cases.assessing.clauses import PlacedClause
from cases.assessing.tally import allowed
from cases.draft import Draft
from cases.inputs import LONGEST_TEXT, is_sayable
from cases.transitions.assessing.which import clauses_of, head_of, section_title, sheet_of, standard_of, unclear, which
from models.acts import Input
from models.assessment import FILLABLE, ClauseAnswer
from models.casefile import CaseFile
from models.changes import ClausesAnswered
from models.definitions import StandardDefinition
from models.refusals import Reason

ENTRY = frozenset({"rating", "note", "evidence"})


def answer_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Clauses with their ratings, or with ``rating``, ``note`` and ``evidence`` each."""
    return (which(casefile), Input("answers", "pairs"))


def answer_check(ask: Ask) -> Iterator[Reason]:
    """Every clause is one of the assessment, in a section still being filled in; every answer can be kept."""
    head, given = head_of(ask), ask.values.get("answers", {})
    if head is None:
        yield from unclear(ask)
        return
    standard, clauses = standard_of(ask, head), clauses_of(ask, head)
    for key, entry in given.items():
        placed_one = clauses.get(key)
        if placed_one is None:
            yield Reason("assessment.no_clause", {"clause": key, "key": head.key}, key)
            continue
        if head.sections[placed_one.section].state not in FILLABLE:
            yield Reason("section.not_fillable", section_title(standard, head, placed_one.section), key)
        yield from _unkept(ask.casefile, standard, placed_one, _entry(entry))


def answer(draft: Draft, ask: Ask) -> None:
    """What was said is added to what stands; what is the same changes nothing."""
    head = head_of(ask)
    assert head  # checked
    known = sheet_of(ask, head).answers
    changed = []
    for key, entry in ask.values["answers"].items():
        before = known.get(key, ClauseAnswer(key))
        said = {name: tuple(value) if name == "evidence" else str(value) for name, value in _entry(entry).items()}
        if replace(before, **said) != before:  # type: ignore[arg-type]  # the names were checked
            by = {"answered_on": draft.today, "answered_by": draft.occasion.actor.login}
            own = {"carried_from": "", "carried": None}  # somebody looked at it anew
            changed.append(replace(before, **said, **by, **own))  # type: ignore[arg-type]
    if changed:
        draft.add(ClausesAnswered(assessment=head.key, answers=tuple(changed)))


def _entry(entry: Any) -> Mapping[str, Any]:
    return entry if isinstance(entry, Mapping) else {"rating": entry}


def _unkept(
    casefile: CaseFile, standard: StandardDefinition, one: PlacedClause, entry: Mapping[str, Any]
) -> Iterator[Reason]:
    """Why an answer cannot be kept; ``where`` is the clause."""
    key, grades = one.key, allowed(standard, one)
    if unknown := sorted(set(entry) - ENTRY):
        yield Reason("input.unknown", {"name": ", ".join(unknown), "allowed": ", ".join(sorted(ENTRY))}, key)
    rating, note, evidence = entry.get("rating", ""), entry.get("note", ""), entry.get("evidence", ())
    if rating != "" and rating not in grades:
        named = {"clause": key, "rating": str(rating), "allowed": ", ".join(grades)}
        yield Reason("assessment.no_rating", named, key)
    if not isinstance(note, str) or not is_sayable(note):
        yield Reason("assessment.note", {"clause": key, "longest": LONGEST_TEXT}, key)
    hashes = {paper.sha256 for paper in casefile.papers}
    if not isinstance(evidence, list | tuple) or not set(evidence) <= hashes:
        yield Reason("assessment.evidence", {"clause": key}, key)
