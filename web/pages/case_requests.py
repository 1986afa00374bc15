"""Requests of a case (问题需求): what outside parties were asked, on which step, and what they answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from models.changes import AnswerRecorded, PartyAsked
from models.moments import local_date
from models.record import Record


@dataclass(frozen=True, slots=True)
class Request:
    """One question; ``answer`` is empty and ``answered_on`` None while it is open."""

    step: str
    party: str
    question: str
    asked_on: date
    answer_by: date | None
    answer: str = ""
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered."""
        return self.answered_on is None

    def is_late(self, today: date) -> bool:
        """Whether the answer should have come."""
        return self.is_open and self.answer_by is not None and self.answer_by < today


def requests_of(records: Iterable[Record], zone: ZoneInfo) -> tuple[Request, ...]:
    """All of them, the newest first. A step has one open question at a time; an answer belongs to that."""
    found: list[Request] = []
    for record in records:
        for change in record.changes:
            match change:
                case PartyAsked(step=step, party=party, question=text, asked_on=on, answer_by=by):
                    found.append(Request(step, party, text, on, by))
                case AnswerRecorded(step=step, answer=answer, answered_on=on):
                    _answer(found, step, answer, on or local_date(record.at, zone))
    return tuple(found[::-1])


def _answer(found: list[Request], step: str, answer: str, on: date) -> None:
    place = next((at for at in reversed(range(len(found))) if found[at].step == step and found[at].is_open), None)
    if place is not None:
        found[place] = replace(found[place], answer=answer, answered_on=on)
