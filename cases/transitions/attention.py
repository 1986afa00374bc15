"""Attention (关注): the priority of a case, and the agenda of the next joint meeting (联席会议)."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.draft import Draft
from cases.occasion import Occasion
from models.casefile import CaseFile
from models.changes import PriorityLowered, PriorityRaised, PutOnAgenda, TakenOffAgenda
from models.refusals import Reason
from models.vocabulary import Priority


def raise_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It is not high already."""
    if casefile.priority is Priority.HIGH:
        yield Reason("priority.high", {"no": casefile.no})


def raise_priority(draft: Draft, ask: Ask) -> None:
    """The case comes before others in every list."""
    draft.add(PriorityRaised(on=draft.today))


def lower_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It is high."""
    if casefile.priority is not Priority.HIGH:
        yield Reason("priority.normal", {"no": casefile.no})


def lower_priority(draft: Draft, ask: Ask) -> None:
    """The case takes its turn."""
    draft.add(PriorityLowered(on=draft.today))


def put_on_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It is not on the list."""
    if casefile.agenda:
        yield Reason("agenda.there", {"no": casefile.no, "since": str(casefile.agenda.since)})


def put_on_agenda(draft: Draft, ask: Ask) -> None:
    """It stands on the list until somebody takes it off."""
    draft.add(PutOnAgenda(on=draft.today, reason=draft.occasion.reason))


def take_off_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It is on the list."""
    if casefile.agenda is None:
        yield Reason("agenda.not_there", {"no": casefile.no})


def take_off_agenda(draft: Draft, ask: Ask) -> None:
    """It was dealt with, or need not be."""
    draft.add(TakenOffAgenda(on=draft.today))
