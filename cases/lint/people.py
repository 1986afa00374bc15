"""People in a process: every step, review, outcome and extension needs a role that may do it (`cases.rights`)."""

from collections.abc import Iterator

from cases.rights import TABLE, Scope
from cases.survey import Found, Path, Step, Survey
from models.definitions import Extension
from models.refusals import Reason
from models.vocabulary import Need, Role


def check(survey: Survey) -> Iterator[Found]:
    """Everything nobody may do."""
    for step in survey.steps.values():
        yield from _step(step)
    for stage in survey.stages.values():
        for key, outcome in stage.definition.outcomes.items():
            yield from _may((*stage.path, "outcomes", key, "by"), outcome.by, "advance-stage")
        if stage.definition.statutory and stage.definition.statutory.extension:
            path = (*stage.path, "statutory", "extension")
            yield from _extension(path, stage.definition.statutory.extension)


def _step(step: Step) -> Iterator[Found]:
    definition = step.definition
    yield from _may((*step.path, "by"), definition.by, "submit-step" if definition.review_by else "complete-step")
    if definition.need is Need.OPTIONAL:
        yield from _may((*step.path, "by"), definition.by, "start-step")
    if definition.review_by:
        yield from _may((*step.path, "review_by"), definition.review_by, "accept-step")
    if definition.extension:
        yield from _extension((*step.path, "extension"), definition.extension)
    if definition.statutory and definition.statutory.extension:
        yield from _extension((*step.path, "statutory", "extension"), definition.statutory.extension)


def _extension(path: Path, extension: Extension) -> Iterator[Found]:
    yield from _may((*path, "approved_by"), extension.approved_by, "extend-deadline")


def _may(path: Path, role: Role, act: str) -> Iterator[Found]:
    if TABLE[role].get(act, Scope.NONE) is Scope.NONE:
        able = ", ".join(str(one) for one, acts in TABLE.items() if acts.get(act, Scope.NONE) is not Scope.NONE)
        yield path, Reason("lint.nobody", {"role": str(role), "act": act, "allowed": able})
