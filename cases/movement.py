"""Movement (进展): which changes count as the case having moved, and on which day.

Reminding, reassigning, moving dates, raising the priority or talking about a case does not move it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.casefile import CaseFile
from models.changes import (
    AnswerRecorded,
    AssessmentClosed,
    AssessmentOpened,
    CaseReopened,
    CaseResumed,
    Change,
    ClausesAnswered,
    ClockResumed,
    EvidenceAttached,
    FindingMoved,
    FindingRaised,
    PartyAsked,
    PlanDecided,
    PlanSubmitted,
    SectionMoved,
    StageEntered,
    StepClosed,
    StepOpened,
    StepReopened,
    StepReturned,
    StepStarted,
    StepSubmitted,
)

_DAYS: Mapping[type, Callable[[Any], date | None]] = {
    StageEntered: lambda change: change.entered_on,
    StepOpened: lambda change: change.opened_on,
    StepStarted: lambda change: change.started_on,
    StepSubmitted: lambda change: change.submitted_on,
    StepReturned: lambda change: change.returned_on,
    StepClosed: lambda change: change.closed_on,
    StepReopened: lambda change: change.reopened_on,
    PartyAsked: lambda change: change.asked_on,
    AnswerRecorded: lambda change: change.answered_on,
    ClockResumed: lambda change: change.resumed_on,
    AssessmentOpened: lambda change: change.opened_on,
    ClausesAnswered: lambda change: max((one.answered_on for one in change.answers if one.answered_on), default=None),
    SectionMoved: lambda change: change.on,
    AssessmentClosed: lambda change: change.closed_on,
    FindingRaised: lambda change: change.finding.raised_on,
    FindingMoved: lambda change: change.on,
    PlanSubmitted: lambda change: change.on,
    PlanDecided: lambda change: change.on,
    EvidenceAttached: lambda change: change.evidence.attached_on,
    CaseResumed: lambda change: change.resumed_on,
    CaseReopened: lambda change: change.reopened_on,
}


def moved(casefile: CaseFile, change: Change) -> CaseFile:
    """The case with the day of its last movement; an event told of later than it happened does not turn that back."""
    day = _DAYS[type(change)](change) if type(change) in _DAYS else None
    if day is None or (casefile.moved_on and day <= casefile.moved_on):
        return casefile
    return replace(casefile, moved_on=day)
