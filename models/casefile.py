"""A case as one bundle (案卷): everything its rules may look at, frozen.

`store.cases.load` makes it from rows, `cases.fold` from the journal; both must give the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from models.assessment import Assessment, Sheet
from models.credit import Certificate, CreditEvent
from models.definitions import ProcessDefinition, RegimeDefinition, Text
from models.finding import Finding, FindingState
from models.holding import Holdings
from models.links import Link
from models.moving import LastMove, Stranded
from models.plan import Item, PlanState, Revision, Why
from models.terms import WrittenLength
from models.vocabulary import LIVE, CaseStatus, Need, Priority, Role, Standing, StepState

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stood still after ``first``, up to and including ``last``."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Grant:
    """One extension (延期): how much was granted, and whether it came with that of the whole stage."""

    length: WrittenLength
    with_stage: bool = False


def _rest_days(value: Any) -> Any:
    """Older journals kept the names as one Chinese text: ``国庆节、周末``."""
    if not isinstance(value, str):
        return value
    return tuple(None if name == "周末" else Text(zh=name, en=name) for name in value.split("、") if name)


RestDays = Annotated[tuple[Text | None, ...], BeforeValidator(_rest_days)]
"""The days a date was rolled over, in the order walked: each holiday once by its titles, None for a weekend."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed date with everything needed to compute it again.

    ``ends_on`` is the unrolled end, ``due_on`` the day that counts. ``credited`` is what the ``pauses`` took after the clock's
    start, in workdays for a term in workdays, otherwise in days. ``revision`` rises whenever ``due_on`` moves: then reminders
    start anew.

    Older journals tell credit without its days (now ``unplaced``) and extensions as their sum in the unit of the term and their
    number (``extended``, ``extensions``); the latter are read and never written.
    """

    anchor_on: date
    ends_on: date
    due_on: date
    rolled: RestDays = ()
    provisional: bool = False
    standing: Standing = Standing.CONFIRMED
    pauses: tuple[Pause, ...] = ()
    credited: int = 0
    unplaced: int = 0
    granted: tuple[Grant, ...] = ()
    extended: int = 0
    extensions: int = 0
    revision: int = 1

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it rests on a fact that is to be confirmed (待核)."""
        return self.standing is Standing.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Question:
    """What an outside party was asked, since when the ball is theirs, by when they are to answer, and when they said that they
    would. That of a ``problem``, by its number, is chased and answered there, once for all steps that wait for it."""

    party: str
    text: str
    asked_on: date
    answer_by: date | None = None
    accepted_on: date | None = None
    problem: str = ""
    document: str = ""  # the number of the letter (函号) it was put in; such a commission has a ladder of its own


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file attached to a step; the content lives under its hash in the file store.

    It is good up to and including ``valid_until``, for ever if that is None. ``owner`` sees to the next one, the coordinator where
    nobody is named. ``replaces`` is the hash of the revision of the same kind whose place it took, wherever in the case that was.
    """

    sha256: str
    name: str
    kind: str
    attached_on: date
    by: str
    valid_until: date | None = None
    owner: str = ""
    replaces: str = ""
    period: str = ""  # of evidence that comes again: which month, year or shipment it is for

    def is_valid(self, on: date) -> bool:
        """Whether it still counts on that day."""
        return self.valid_until is None or on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has become a row. ``of`` is its key in the process, empty for an ad-hoc step, which has its own ``title``;
    ``called`` is what a process called it that the case has left.

    ``holder`` has the ball; while the case is suspended nobody does, whatever stands here. ``holdings`` tell who had it when, as
    long as the step was open. ``paused_on`` is the day a clock of it stopped, None while all run; which of its dates stand still is
    a question of the rulebook (`cases.clocks.stopped_since`).
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
    item: Item | None = None  # of a step the process does not have: what the plan says of it
    called: Text | None = None
    chosen_on: date | None = None  # of an ad-hoc step: the day somebody chose, before anything moved it
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
    asked: int = 0  # how often somebody was asked
    paused_on: date | None = None
    acknowledged_on: date | None = None  # rungs up to this day need not be said any more
    snoozed_until: date | None = None  # no reminder of the target before this day
    urged_on: date | None = None  # when somebody last asked for it by hand
    urged: int = 0  # how often
    promised_on: date | None = None  # by when it will be done, as somebody said
    promised: int = 0  # how often a day was promised
    broken: int = 0  # how often such a day passed, one that stands not counted
    returned_on: date | None = None  # when the reviewer sent it back, until it is submitted again
    returned: int = 0  # how often
    holdings: Holdings = ()
    evidence: tuple[Evidence, ...] = ()
    missed_on: date | None = None  # of a duty that recurs: when its last day was found to have passed
    missing: tuple[str, ...] = ()  # kinds of evidence it was handed back for, which have not come since
    shared: tuple[str, ...] = ()  # the members it was shared with

    @property
    def is_live(self) -> bool:
        """Open or submitted: somebody has to do something."""
        return self.state in LIVE

    @property
    def shared_from(self) -> str:
        """The lead's step it was shared from, ``case/step``; empty of one's own."""
        return self.item.origin.said if self.item and self.item.origin.why is Why.LEAD else ""


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
    """The case is stopped for everybody since ``since``; ``resume_on`` is when it is expected back.

    ``version`` is the case's version that began with it and tells two suspensions of one day apart; 0 in older journals.
    """

    since: date
    reason: str
    resume_on: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Postponed:
    """Since ``since`` it is known that the enterprise may not apply before ``opens_on``, later than before: the plan is to be
    looked at. ``event`` of ``event_on`` moved the day."""

    since: date
    event: str
    event_on: date
    opens_on: date


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
    revisions: tuple[Revision, ...] = ()  # of the plan; a journal of before kept only their number
    taken_over_on: date | None = None  # nothing before that day is reminded of
    priority: Priority = Priority.NORMAL
    agenda: Agenda | None = None
    postponed: Postponed | None = None  # until somebody has looked at the plan
    moved_on: date | None = None  # when it last moved (cases/movement.py)
    evidence: tuple[Evidence, ...] = ()  # attached to the case itself
    origin: str = ""  # the number of the case it follows
    led: tuple[Link, ...] = ()  # the members it leads, former ones too
    leads: tuple[Link, ...] = ()  # the lead it follows, former ones too
    duties_on: date | None = None  # when duties that recur were last looked at (cases/recurring.py)
    next_duty_on: date | None = None
    certificate: Certificate | None = None  # what it brought its enterprise
    credit: tuple[CreditEvent, ...] = ()  # what it did to its enterprise's credit
    assessments: tuple[Assessment, ...] = ()
    findings: tuple[Finding, ...] = ()
    last_move: LastMove | None = None  # to other definitions
    stranded: tuple[Stranded, ...] = ()
    sheets: tuple[Sheet, ...] = ()  # of the assessments, for acts that look into them (docs/decisions/0008)

    def step(self, key: str) -> Step | None:
        """The step row with this key, if the step has become one."""
        return next((step for step in self.steps if step.key == key), None)

    def assessment(self, key: str) -> Assessment | None:
        """The head of the assessment with this key."""
        return next((one for one in self.assessments if one.key == key), None)

    def finding(self, key: str) -> Finding | None:
        """The finding with this key."""
        return next((one for one in self.findings if one.key == key), None)

    @property
    def revision(self) -> Revision | None:
        """The newest revision of the plan."""
        return self.revisions[-1] if self.revisions else None

    @property
    def plan_state(self) -> PlanState:
        """How far the newest revision is."""
        return self.revisions[-1].state if self.revisions else PlanState.NONE

    @property
    def members(self) -> tuple[Link, ...]:
        """The cases it leads."""
        return tuple(one for one in self.led if one.until is None)

    @property
    def lead(self) -> Link | None:
        """The case that leads it."""
        return next((one for one in self.leads if one.until is None), None)

    @property
    def unverified(self) -> tuple[Finding, ...]:
        """The findings nobody has seen to be put right."""
        return tuple(one for one in self.findings if one.state is not FindingState.VERIFIED)

    def sheet(self, key: str) -> Sheet | None:
        """What was answered in it, if that was loaded."""
        return next((one for one in self.sheets if one.assessment == key), None)

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
