"""Sections (分类送审): handed in, returned with what is wanted, accepted by somebody else."""

from collections.abc import Iterator
from typing import Any

from cases.acts import Ask
from cases.draft import Draft
from cases.duties import deciding
from cases.naming import titles
from cases.transitions.assessing.which import (
    clauses_of,
    head_of,
    open_ones,
    section_title,
    sheet_of,
    standard_of,
    unclear,
    which,
)
from models.acts import Input
from models.assessment import FILLABLE, Assessment, ClauseAnswer, SectionState
from models.casefile import CaseFile
from models.changes import SectionMoved
from models.definitions import Text
from models.refusals import Reason


def section_inputs(*states: SectionState) -> Any:
    """The sections that are in one of these states."""

    def inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
        there = (name for head in open_ones(casefile) for name, one in head.sections.items() if one.state in states)
        return (which(casefile), Input("section", "choice", choices=tuple(dict.fromkeys(there))))

    return inputs


def submit_check(ask: Ask) -> Iterator[Reason]:
    """Every clause of the section has a rating, and what does not apply a reason. A bonus nobody claims may stay open."""
    head = head_of(ask)
    if head is None:
        yield from unclear(ask)
        return
    if (section := ask.values.get("section")) is None:
        return
    standard, answers = standard_of(ask, head), sheet_of(ask, head).answers
    yield from _in_state(ask, head, FILLABLE)
    for key, one in clauses_of(ask, head).items():
        if one.section != section or one.clause.bonus:
            continue
        found = answers.get(key, ClauseAnswer(key))
        if not found.rating:
            yield Reason("section.unanswered", {"clause": key, **titles(one.clause.title, key)}, key)
        elif standard.scale[found.rating].points is None and not found.note:
            yield Reason("section.no_reason", {"clause": key, **titles(one.clause.title, key)}, key)


def return_check(ask: Ask) -> Iterator[Reason]:
    """It was submitted, or even accepted."""
    yield from _moves(ask, frozenset({SectionState.SUBMITTED, SectionState.ACCEPTED}))


def accept_check(ask: Ask) -> Iterator[Reason]:
    """It was submitted, by somebody else, on whosever behalf."""
    yield from _moves(ask, frozenset({SectionState.SUBMITTED}))
    head, section = head_of(ask), ask.values.get("section")
    found = head.sections.get(str(section)) if head else None
    if head and found and {found.submitted_by, found.submitted_for} & deciding(ask.occasion):
        named = section_title(standard_of(ask, head), head, str(section))
        yield Reason("section.own_work", named, "section")


def move_to(state: SectionState) -> Any:
    """The section is in this state from now on; a returned one with the reason."""

    def move(draft: Draft, ask: Ask) -> None:
        head = head_of(ask)
        assert head  # checked
        section = ask.values["section"]
        named = section_title(standard_of(ask, head), head, section)
        draft.add(
            SectionMoved(
                assessment=head.key,
                section=section,
                title=Text(zh=named["title_zh"], en=named["title_en"]),
                state=state,
                on=draft.today,
                by=draft.occasion.actor.login,
                capacity=draft.occasion.capacity.login,
                reason=draft.occasion.reason,
            )
        )

    return move


def _moves(ask: Ask, states: frozenset[SectionState]) -> Iterator[Reason]:
    head = head_of(ask)
    if head is None:
        yield from unclear(ask)
    elif ask.values.get("section"):
        yield from _in_state(ask, head, states)


def _in_state(ask: Ask, head: Assessment, states: frozenset[SectionState]) -> Iterator[Reason]:
    found = head.sections.get(ask.values["section"])
    if found is None or found.state not in states:
        named = section_title(standard_of(ask, head), head, ask.values["section"])
        yield Reason("section.state", {**named, "section_state": str(found.state) if found else "-"}, "section")
