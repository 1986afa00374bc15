"""A case as one bundle (案卷): everything its rules may look at, frozen.

`store.cases.load` makes it from rows, `cases.fold` from the journal; both must give the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.definitions import ProcessDefinition, RegimeDefinition
from models.holding import Holdings
from models.vocabulary import LIVE, CaseStatus, Need, Priority, Role, Standing, StepState

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed date with everything needed to compute it again.

    ``ends_on`` is the unrolled end, ``due_on`` the day that counts; ``rolled`` names the days it was rolled over, empty if none.
    ``credited`` and ``extended`` are in the unit of the term. ``revision`` rises whenever ``due_on`` moves: reminders start anew.
    """

    anchor_on: date
    ends_on: date
    due_on: date
    rolled: str = ""
    provisional: bool = False
    standing: Standing = Standing.CONFIRMED
    credited: int = 0
    extended: int = 0
    extensions: int = 0
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What an outside party was asked, and since when the ball is theirs."""

    party: str
    text: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file attached to a step; the content lives under its hash in the file store."""

    sha256: str
    name: str
    kind: str
    attached_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has become a row. ``of`` is its key in the process, empty for an ad-hoc step, which has its own ``title``.

    ``holder`` has the ball; while the case is suspended nobody does, whatever stands here. ``holdings`` tell who had it when, as
    long as the step was open. ``paused_on`` is the day its clock stopped, None while it runs.
    """

    key: str
    of: str
    stage: str
    round: int
    state: StepState
    need: Need
    by: Role
    holder: str
    title: str = ""
    element: str = ""  # of a repeated step: which element it stands for
    assignee: str | None = None
    opened_on: date | None = None
    started_on: date | None = None
    submitted_by: str | None = None  # nobody accepts their own work
    submitted_for: str | None = None  # nor what somebody submitted on their behalf
    closed_on: date | None = None
    closed_by: str | None = None
    reason: str = ""  # why waived, returned or dropped
    target: Deadline | None = None
    statutory: Deadline | None = None
    question: Question | None = None
    paused_on: date | None = None
    acknowledged_on: date | None = None  # rungs up to this day need not be said any more
    snoozed_until: date | None = None  # no reminder of the target before this day
    urged_on: date | None = None  # when somebody last asked for it by hand
    urged: int = 0  # how often
    promised_on: date | None = None  # by when it will be done, as somebody said
    promised: int = 0  # how often a day was promised
    broken: int = 0  # how often such a day passed, one that stands not counted
    holdings: Holdings = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_live(self) -> bool:
        """Open or submitted: somebody has to do something."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in a stage: entered, and left with an outcome (or still there)."""

    stage: str
    round: int
    entered_on: date
    left_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """The case is stopped for everybody since ``since``; ``resume_on`` is when it is expected back."""

    since: date
    reason: str
    resume_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The case is on the list of the next joint meeting since ``since``."""

    since: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Enterprise:
    """The enterprise as a case knows it. ``facts`` are what its record says beyond that (industry, trade ...)."""

    uscc: str
    name: str
    credit_level: str = ""
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case at one version. ``process`` and ``regime`` are the pinned definitions, identified by their hashes."""

    no: str
    site: str
    enterprise: Enterprise
    process_hash: str
    regime_hash: str
    process: ProcessDefinition = field(compare=False, repr=False)
    regime: RegimeDefinition = field(compare=False, repr=False)
    status: CaseStatus
    version: int
    opened_on: date
    stage: str
    round: int
    coordinator: str | None = None
    liaison: str | None = None
    supervisor: str | None = None
    visits: tuple[Visit, ...] = ()
    steps: tuple[Step, ...] = ()
    stage_deadline: Deadline | None = None
    facts: Facts = field(default_factory=dict)
    milestones: Mapping[str, date] = field(default_factory=dict)
    suspension: Suspension | None = None
    rests: Holdings = ()  # when nobody had the case: earlier suspensions, and while it was closed before it was reopened
    outcome: str = ""
    closed_on: date | None = None
    look_again_on: date | None = None
    barred_until: date | None = None
    plan_revision: int = 0
    taken_over_on: date | None = None  # nothing before that day is reminded of
    priority: Priority = Priority.NORMAL
    agenda: Agenda | None = None
    moved_on: date | None = None  # when it last moved (cases/movement.py)
    evidence: tuple[Evidence, ...] = ()  # attached to the case itself

    def step(self, key: str) -> Step | None:
        """The step row with this key, if the step has become one."""
        return next((step for step in self.steps if step.key == key), None)

    @property
    def papers(self) -> tuple[Evidence, ...]:
        """All files of the case: its own, then those of its steps in their order."""
        return (*self.evidence, *(one for step in self.steps for one in step.evidence))

    @property
    def live_steps(self) -> tuple[Step, ...]:
        """Steps somebody has to act on."""
        return tuple(step for step in self.steps if step.is_live)

    @property
    def stage_entered_on(self) -> date:
        """When the present stay in the present stage began."""
        return self.visits[-1].entered_on
