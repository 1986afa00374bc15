"""Questions of a case (征询外单位): what outside parties were asked, on which step, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from models.changes import ActUndone, AnswerRecorded, PartyAsked, QuestionAccepted, QuestionEnded
from models.moments import local_date
from models.record import Record


@dataclass(frozen=True, slots=True)
class Request:
    """One question and what has become of it (``state``, of `config.words.QUESTIONS`). ``answer`` is empty and ``answered_on`` None
    without an answer; ``reason`` and ``ended_on`` tell why and when it was rejected or revoked."""

    step: str
    party: str
    question: str
    asked_on: date
    answer_by: date | None
    answer: str = ""
    answered_on: date | None = None
    state: str = "open"
    reason: str = ""
    ended_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in {"open", "accepted"}

    def is_late(self, today: date) -> bool:
        """Whether the answer should have come."""
        return self.is_open and self.answer_by is not None and self.answer_by < today


def requests_of(records: Iterable[Record], zone: ZoneInfo) -> tuple[Request, ...]:
    """All of them, the newest first. A step has one open question at a time; an answer belongs to that."""
    found: list[Request] = []
    before: list[Request] = []
    for record in records:
        undone, before = before, [*found]  # as it was before the act before: only the newest is ever undone
        for change in record.changes:
            match change:
                case PartyAsked(step=step, party=party, question=text, asked_on=on, answer_by=by):
                    found.append(Request(step, party, text, on, by))
                case AnswerRecorded(step=step, answer=answer, answered_on=on):
                    on = on or local_date(record.at, zone)
                    _become(found, step, state="answered", answer=answer, answered_on=on)
                case QuestionAccepted(step=step):
                    _become(found, step, state="accepted")
                case QuestionEnded(step=step, how=how, ended_on=on):
                    _become(found, step, state=how, reason=record.reason, ended_on=on)
                case ActUndone():
                    found = undone
    return tuple(found[::-1])


def _become(found: list[Request], step: str, **what: Any) -> None:
    place = next((at for at in reversed(range(len(found))) if found[at].step == step and found[at].is_open), None)
    if place is not None:
        found[place] = replace(found[place], **what)
