"""Reviewing (审核) a submitted step: accept or return. Nobody accepts their own work."""

from collections.abc import Iterator

from cases import duties
from cases.acts import Ask
from cases.draft import Draft
from cases.naming import about_step
from cases.occasion import Occasion
from cases.rights import stands_for
from cases.transitions.working import EVENT_DAY, definition_of, finish
from models.acts import Input
from models.casefile import CaseFile
from models.changes import StepReturned
from models.refusals import Reason


def accept_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """By the reviewing role, and by somebody else than who submitted it or coordinates the case, on whosever behalf."""
    row, definition = casefile.step(key), definition_of(casefile, key)
    against = list(return_objections(casefile, key, occasion))
    yield from against
    if not against and definition and definition.review_by:
        yield from duties.own_case(casefile, occasion, definition.review_by)
    if row and {row.submitted_by, row.submitted_for} & {occasion.actor.login, occasion.capacity.login}:
        yield about_step("review.own_work", casefile, key)


def return_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """By the reviewing role."""
    definition = definition_of(casefile, key)
    if definition and definition.review_by and not stands_for(occasion.capacity, definition.review_by):
        yield about_step("review.not_yours", casefile, key, role=str(definition.review_by))


def accept_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The day from which it counts as done."""
    return (EVENT_DAY,)


def accept(draft: Draft, ask: Ask) -> None:
    """The step is done."""
    finish(draft, ask.step, ask.values.get("on"))


def give_back(draft: Draft, ask: Ask) -> None:
    """The step is open again, with the reviewer's reason."""
    draft.add(StepReturned(step=ask.step, reason=draft.occasion.reason, returned_on=draft.today))
