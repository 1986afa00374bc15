"""Answers (答复) as they were given: what each step was told, read from the journal, since a later round answers anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.blueprint import blueprint
from cases.naming import of_key
from models.casefile import CaseFile
from models.changes import Change, FactRecorded, StepClosed, StepReopened, StepReturned, StepSubmitted
from models.definitions.process import Answer
from models.record import Record
from models.vocabulary import StepState

Given = Mapping[str, Any]


def answers_given(casefile: CaseFile, records: Iterable[Record]) -> dict[str, Given]:
    """The answers to each step by their names, as they stood when it was last submitted or completed."""
    facts: dict[str, Any] = {}
    given: dict[str, Given] = {}
    settled: set[str] = set()  # submitted: what becomes known before it is accepted is not its answer
    for change in (change for record in records for change in record.changes):
        if isinstance(change, FactRecorded):
            facts[change.name] = change.value
        elif key := _answered(change):
            if key not in settled:
                given[key] = {name: facts[name] for name in asked(casefile, key) if name in facts}
            settled.add(key)
        elif isinstance(change, StepReturned | StepReopened):
            settled.discard(change.step)
    return {key: known for key, known in given.items() if known}


def asked(casefile: CaseFile, key: str) -> Mapping[str, Answer]:
    """What a step asks for; nothing if it was added by hand."""
    plan = blueprint(casefile).steps.get(of_key(key))
    return plan.definition.answers if plan else {}


def question(casefile: CaseFile, name: str) -> Answer | None:
    """The question whose answer becomes the fact called ``name``, None if no step asks it."""
    steps = blueprint(casefile).steps.values()
    return next((step.definition.answers[name] for step in steps if name in step.definition.answers), None)


def _answered(change: Change) -> str:
    """The step that was submitted or done by this change, empty for any other."""
    if isinstance(change, StepSubmitted) or (isinstance(change, StepClosed) and change.state is StepState.DONE):
        return change.step
    return ""
