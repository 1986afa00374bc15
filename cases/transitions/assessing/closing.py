"""Closing an assessment (办结评估): the total and whether it passed; or dropping one that was opened by mistake."""

from collections.abc import Iterator

from cases import duties
from cases.acts import Ask
from cases.assessing import rectifiable
from cases.assessing.tally import tally_of
from cases.assessing.verdict import verdict
from cases.draft import Draft
from cases.naming import titles
from cases.transitions.assessing.which import AUDITS, head_of, section_title, sheet_of, standard_of, unclear, which
from models.acts import Input
from models.assessment import AGAINST_STANDARDS, SectionState
from models.casefile import CaseFile
from models.changes import AssessmentClosed, AssessmentDropped
from models.refusals import Reason
from models.vocabulary import Role


def close_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which."""
    return (which(casefile),)


def close_check(ask: Ask) -> Iterator[Reason]:
    """All sections are accepted, of a survey every question answered; an audit is closed by somebody who did not coordinate the
    case."""
    head = head_of(ask)
    if head is None:
        yield from unclear(ask)
        return
    if head.kind not in AGAINST_STANDARDS:
        for one in tally_of(ask.occasion.shelf, head, sheet_of(ask, head)).unanswered:
            yield Reason("section.unanswered", {"clause": one.key, **titles(one.clause.title, one.key)}, one.key)
        return
    if head.kind in AUDITS:
        yield from duties.own_case(ask.casefile, ask.occasion, Role.SUPERVISOR)
    standard = standard_of(ask, head)
    for name, section in head.sections.items():
        if section.state is not SectionState.ACCEPTED:
            named = section_title(standard, head, name)
            yield Reason("section.not_accepted", {**named, "section_state": str(section.state)}, name)


def close(draft: Draft, ask: Ask) -> None:
    """The total and whether it passed stand from now on."""
    head = head_of(ask)
    assert head  # checked
    found = tally_of(ask.occasion.shelf, head, sheet_of(ask, head))
    result = verdict(found, head.variant)
    draft.add(
        AssessmentClosed(
            assessment=head.key,
            closed_on=draft.today,
            closed_by=draft.occasion.actor.login,
            total=result.total,
            passed=result.passed,
            ratings={rating: len(rated) for rating in found.standard.scale if (rated := found.rated(rating))},
            lacking=tuple(rectifiable.lacking(found)),
        )
    )


def drop(draft: Draft, ask: Ask) -> None:
    """It counts for nothing."""
    head = head_of(ask)
    assert head  # checked
    draft.add(AssessmentDropped(assessment=head.key, dropped_on=draft.today, reason=draft.occasion.reason))
