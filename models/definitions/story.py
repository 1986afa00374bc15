"""Stories (规则库测试): acts on days and what a process must then lead to. Tests of the rulebook."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from models.assessment import AssessmentKind
from models.definitions.base import Key, Name, Strict, Text
from models.misfit import misfit
from models.vocabulary import CaseStatus, Role

StepKey = str  # a step of the process, later instances as ``visit.2``


class Expectation(Strict):
    """How the case must stand. Only what is written is compared."""

    stage: Key | None = None
    round: int | None = None
    status: CaseStatus | None = None
    outcome: str | None = None
    ready: bool | None = None  # whether the gate may be passed
    open: tuple[StepKey, ...] | None = None  # exactly these steps, whatever their order
    due: dict[StepKey, date] = {}
    statutory: dict[StepKey, date] = {}
    stage_due: date | None = None
    provisional: tuple[StepKey, ...] | None = None  # steps whose date rests on a year not announced
    unconfirmed: tuple[StepKey, ...] | None = None  # steps whose statutory date rests on a fact to be confirmed
    milestones: dict[Key, date] = {}
    barred_until: date | None = None
    look_again_on: date | None = None


class Assessed(Strict):
    """An assessment from beginning to end: every clause is met, or gets the rating told here by its key."""

    kind: AssessmentKind
    ratings: dict[str, Name] = {}


class Scene(Strict):
    """One day: an assessment is held, or somebody does something, or the case is looked at, in this order.

    ``refused`` are the codes of the reasons with which the act must be refused.
    """

    on: date
    act: Key | None = None
    step: StepKey = ""
    by: Role = Role.COORDINATOR  # whoever has this role at the story's site
    inputs: dict[Name, Any] = {}  # as `oneplan case do --set` takes them: answers, outcome, days, to ...
    files: tuple[Name, ...] = ()  # kinds of evidence attached to the step before the act
    reason: str = ""
    refused: tuple[str, ...] = ()
    assessed: Assessed | None = None
    expect: Expectation | None = None

    @model_validator(mode="after")
    def _something_happens(self) -> "Scene":
        if self.act is None and self.expect is None and self.assessed is None:
            raise misfit("scene_empty")
        if self.act is None and (self.step or self.inputs or self.files or self.refused):
            raise misfit("scene_no_act")
        return self


class Held(Strict):
    """A qualification somebody holds in a story."""

    name: str
    kind: Name
    valid_from: date
    valid_to: date


class Story(Strict):
    """One test of the rulebook: a case of ``process`` is opened, and scenes follow in the order of their days."""

    story: Key
    title: Text
    process: Key
    opened: date
    calendar: Key = "cn"
    credit_level: str = "regular"
    facts: dict[Name, Any] = {}
    qualified: tuple[Held, ...] = ()  # who is on the register
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _days_follow(self) -> "Story":
        days = [self.opened, *(scene.on for scene in self.scenes)]
        if days != sorted(days):
            raise misfit("scenes_order", at=("scenes",))
        return self
