"""Handing back (一次性告知补正): whoever looks at what an earlier step brought names every paper that is missing, once and for all.

The present step ends, the earlier one is open again with whoever had it, and the present one comes anew when that is done: no clock
of it has begun meanwhile.
"""

from collections.abc import Iterator

from cases.acts import Ask
from cases.draft import Draft
from cases.instances import present, rows_in
from cases.naming import about_step
from cases.occasion import Occasion
from cases.progress import HANDED_BACK, close_step
from cases.transitions.correcting import begin_again
from cases.transitions.working import definition_of, not_yours
from models.acts import Input
from models.casefile import CaseFile, Step
from models.changes import PapersMissed, StepReopened
from models.refusals import Reason
from models.vocabulary import StepState


def hand_back_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """The process lets this step hand another one back, and that one was done."""
    yield from not_yours(casefile, key, occasion)
    definition = definition_of(casefile, key)
    if definition is None or definition.hands_back is None:
        yield about_step("step.hands_nothing_back", casefile, key)
    elif _earlier(casefile, definition.hands_back) is None:
        yield about_step("step.not_done", casefile, definition.hands_back)


def hand_back_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Every kind of paper that is missing."""
    papers = casefile.process.papers
    return (Input("missing", "choices", choices=tuple(papers), labels=papers),)


def hand_back(draft: Draft, ask: Ask) -> None:
    """The earlier step is open again, for these papers; its target begins anew."""
    definition = definition_of(draft.casefile, ask.step)
    earlier = _earlier(draft.casefile, definition.hands_back or "") if definition else None
    assert earlier is not None  # an objection otherwise
    close_step(draft, ask.step, StepState.DROPPED, reason=HANDED_BACK)
    draft.add(StepReopened(step=earlier.key, reason=draft.occasion.reason, reopened_on=draft.today))
    draft.add(PapersMissed(step=earlier.key, kinds=tuple(ask.values["missing"]), missed_on=draft.today))
    begin_again(draft, earlier.key, restart=True, cause="hand-back")


def _earlier(casefile: CaseFile, key: str) -> Step | None:
    done = [row for row in rows_in(casefile, present(casefile), key) if row.state is StepState.DONE]
    return done[-1] if done else None
