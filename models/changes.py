"""Changes (变更): what an act did, in the past tense. They are the journal; folding them gives the case.

Each is complete in itself: `cases.fold` needs no definition, calendar or clock to apply one.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from models.assessment import Assessment, AssessmentKind, ClauseAnswer, Lacking, SectionState
from models.casefile import Agenda, Deadline, Evidence, Postponed, Step, Visit
from models.credit import Certificate, CreditEvent
from models.definitions import Text
from models.finding import Finding, FindingState
from models.links import Link
from models.moving import LastMove, Stranded
from models.plan import Item, PlanState, Revision
from models.vocabulary import Need, Priority, Role, StepState, Tier


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseOpened(_Change):
    """A case began, by opening or by taking over (``taken_over_on`` is the day it came to us); it may follow a case, ``origin``."""

    kind: Literal["case_opened"] = "case_opened"
    no: str
    site: str
    uscc: str
    name: str
    credit_level: str = ""
    enterprise_facts: dict[str, Any] = {}
    process: str
    process_hash: str
    regime_hash: str
    coordinator: str | None = None
    liaison: str | None = None
    supervisor: str | None = None
    opened_on: date
    taken_over_on: date | None = None
    origin: str = ""


class StageEntered(_Change):
    """The case came into ``stage`` for the ``round``-th time, with the stage's own limit if it has one."""

    kind: Literal["stage_entered"] = "stage_entered"
    stage: str
    round: int
    entered_on: date
    deadline: Deadline | None = None


class StageLeft(_Change):
    """The case left ``stage`` with ``outcome``."""

    kind: Literal["stage_left"] = "stage_left"
    stage: str
    round: int
    left_on: date
    outcome: str


class StepPlanned(_Change):
    """A step became a row before its time, because somebody edited it or added it."""

    kind: Literal["step_planned"] = "step_planned"
    step: str
    of: str = ""
    stage: str
    round: int
    need: Need
    by: Role
    holder: str
    title: str = ""
    item: Item | None = None
    element: str = ""
    assignee: str | None = None


class StepOpened(_Change):
    """Somebody has to act on ``step`` from now on."""

    kind: Literal["step_opened"] = "step_opened"
    step: str
    opened_on: date
    target: Deadline | None = None
    statutory: Deadline | None = None


class StepStarted(_Change):
    """Work on the step began."""

    kind: Literal["step_started"] = "step_started"
    step: str
    started_on: date


class StepAcknowledged(_Change):
    """Whoever has to act knows of the step: the rungs up to today need not be said to anybody any more."""

    kind: Literal["step_acknowledged"] = "step_acknowledged"
    step: str
    acknowledged_on: date


class StepSnoozed(_Change):
    """Nobody is reminded of the step's target before ``until``."""

    kind: Literal["step_snoozed"] = "step_snoozed"
    step: str
    until: date


class StepUrged(_Change):
    """Somebody asked for the step by hand: whoever does it hears of it once more, for the ``times``-th time."""

    kind: Literal["step_urged"] = "step_urged"
    step: str
    urged_on: date
    times: int


class StepPromised(_Change):
    """Somebody said by which day the step will be done, for the ``times``-th time."""

    kind: Literal["step_promised"] = "step_promised"
    step: str
    promised_on: date
    times: int


class PromiseEnded(_Change):
    """A promise stands no more: kept, broken, or nobody's any longer."""

    kind: Literal["promise_ended"] = "promise_ended"
    step: str
    promised_on: date
    broken: bool


class StepSubmitted(_Change):
    """The step waits for review."""

    kind: Literal["step_submitted"] = "step_submitted"
    step: str
    submitted_by: str
    submitted_for: str | None = None
    submitted_on: date | None = None


class StepReturned(_Change):
    """The reviewer wants it done again."""

    kind: Literal["step_returned"] = "step_returned"
    step: str
    reason: str
    returned_on: date | None = None


class StepClosed(_Change):
    """The step ended: done, waived or dropped."""

    kind: Literal["step_closed"] = "step_closed"
    step: str
    state: StepState
    closed_on: date
    closed_by: str
    reason: str = ""


class StepReopened(_Change):
    """An ended step is open again; what was, stays in the journal. Old journals tell no day (`cases.old_journals`)."""

    kind: Literal["step_reopened"] = "step_reopened"
    step: str
    reason: str
    reopened_on: date | None = None


class Assigned(_Change):
    """Somebody took a place: ``step`` names the step, empty means ``role`` on the case."""

    kind: Literal["assigned"] = "assigned"
    step: str = ""
    role: Role | None = None
    before: str | None = None
    to: str | None = None


class DeadlineMoved(_Change):
    """A date was set, moved or removed. ``step`` empty means the stage's own limit. ``cause`` is the act or event behind it."""

    kind: Literal["deadline_moved"] = "deadline_moved"
    step: str = ""
    tier: Tier = Tier.TARGET
    before: Deadline | None = None
    after: Deadline | None = None
    cause: str


class ClockPaused(_Change):
    """The step's clock stopped."""

    kind: Literal["clock_paused"] = "clock_paused"
    step: str
    paused_on: date
    cause: str


class ClockResumed(_Change):
    """The step's clock runs again; what was credited stands in the moved deadline."""

    kind: Literal["clock_resumed"] = "clock_resumed"
    step: str
    resumed_on: date


class BallPassed(_Change):
    """The ball changed hands. Old journals tell no day (`cases.old_journals`)."""

    kind: Literal["ball_passed"] = "ball_passed"
    step: str
    before: str
    to: str
    passed_on: date | None = None


class PartyAsked(_Change):
    """An outside party was asked something, and is to answer by ``answer_by``; perhaps because of a ``problem``, by its number."""

    kind: Literal["party_asked"] = "party_asked"
    step: str
    party: str
    question: str
    asked_on: date
    answer_by: date | None = None
    problem: str = ""
    document: str = ""


class QuestionAccepted(_Change):
    """The party says that the question is theirs to answer."""

    kind: Literal["question_accepted"] = "question_accepted"
    step: str
    party: str
    accepted_on: date


class QuestionEnded(_Change):
    """The question is over without an answer: the party says that it is not theirs, or customs takes it back."""

    kind: Literal["question_ended"] = "question_ended"
    step: str
    party: str
    how: Literal["rejected", "revoked"]
    ended_on: date


class AnswerRecorded(_Change):
    """The party answered."""

    kind: Literal["answer_recorded"] = "answer_recorded"
    step: str
    party: str
    answer: str
    answered_on: date | None = None


class EvidenceAttached(_Change):
    """A file was attached to ``step``, or to the case when that is empty."""

    kind: Literal["evidence_attached"] = "evidence_attached"
    step: str = ""
    evidence: Evidence


class PapersMissed(_Change):
    """Somebody said which papers ``step`` lacks, all at once: it ends only when each of these kinds has come."""

    kind: Literal["papers_missed"] = "papers_missed"
    step: str
    kinds: tuple[str, ...]
    missed_on: date


class NoteAdded(_Change):
    """Somebody wrote something down."""

    kind: Literal["note_added"] = "note_added"
    step: str = ""
    text: str


class FactRecorded(_Change):
    """Something became known about the case."""

    kind: Literal["fact_recorded"] = "fact_recorded"
    name: str
    before: Any = None
    value: Any


class MilestoneReached(_Change):
    """A named date of the case is known."""

    kind: Literal["milestone_reached"] = "milestone_reached"
    name: str
    on: date


class CaseSuspended(_Change):
    """The case stopped for everybody."""

    kind: Literal["case_suspended"] = "case_suspended"
    since: date
    reason: str
    resume_on: date | None = None
    version: int = 0


class CaseResumed(_Change):
    """The case goes on."""

    kind: Literal["case_resumed"] = "case_resumed"
    resumed_on: date


class CaseClosed(_Change):
    """The case ended with ``outcome``."""

    kind: Literal["case_closed"] = "case_closed"
    outcome: str
    closed_on: date
    look_again_on: date | None = None
    barred_until: date | None = None


class CaseReopened(_Change):
    """A closed case goes on where it was."""

    kind: Literal["case_reopened"] = "case_reopened"
    reason: str
    reopened_on: date


class CertificateGranted(_Change):
    """The case brought its enterprise a certificate, or the one it brought is known better."""

    kind: Literal["certificate_granted"] = "certificate_granted"
    certificate: Certificate


class CreditChanged(_Change):
    """Something happened to the enterprise's credit."""

    kind: Literal["credit_changed"] = "credit_changed"
    event: CreditEvent


class DutiesLookedAt(_Change):
    """The duties that recur were looked at ``on`` a day: what has begun is asked for; ``next_on`` is the next day to look."""

    kind: Literal["duties_looked_at"] = "duties_looked_at"
    on: date
    next_on: date | None = None


class DutyMissed(_Change):
    """A duty that recurs was not kept by its last day."""

    kind: Literal["duty_missed"] = "duty_missed"
    step: str
    due_on: date
    missed_on: date


class WindowPostponed(_Change):
    """The enterprise may apply only later than it could; the plan is to be looked at."""

    kind: Literal["window_postponed"] = "window_postponed"
    postponed: Postponed


class PlanLookedAt(_Change):
    """The plan was looked at after the day to apply had moved."""

    kind: Literal["plan_looked_at"] = "plan_looked_at"
    on: date


class PriorityRaised(_Change):
    """The case comes before others."""

    kind: Literal["priority_raised"] = "priority_raised"
    on: date


class PriorityLowered(_Change):
    """The case takes its turn again."""

    kind: Literal["priority_lowered"] = "priority_lowered"
    on: date


class PutOnAgenda(_Change):
    """The case is on the list of the next joint meeting."""

    kind: Literal["put_on_agenda"] = "put_on_agenda"
    on: date
    reason: str = ""


class TakenOffAgenda(_Change):
    """The case is on that list no more."""

    kind: Literal["taken_off_agenda"] = "taken_off_agenda"
    on: date


class PlanAmended(_Change):
    """The plan got a new revision, which nobody has approved yet. Old journals tell neither day nor author, and keep the number."""

    kind: Literal["plan_amended"] = "plan_amended"
    revision: int
    reason: str
    on: date | None = None
    by: str = ""
    capacity: str = ""  # for whom, if that was somebody else


class ItemAmended(_Change):
    """What the plan says of ``step`` changed; all of it stands here as it is from now on, the day that was chosen too."""

    kind: Literal["item_amended"] = "item_amended"
    step: str
    title: str
    by: Role
    item: Item
    chosen_on: date


class PlanSubmitted(_Change):
    """The newest revision waits for somebody's decision."""

    kind: Literal["plan_submitted"] = "plan_submitted"
    revision: int
    on: date
    by: str
    capacity: str = ""  # for whom, if that was somebody else
    words: str = ""


class PlanDecided(_Change):
    """The revision that was submitted was approved, returned or refused."""

    kind: Literal["plan_decided"] = "plan_decided"
    revision: int
    state: PlanState
    on: date
    by: str
    capacity: str = ""
    words: str = ""


class AssessmentOpened(_Change):
    """An assessment began, with the clauses that apply in order, their sections, and answers taken over from an earlier one."""

    kind: Literal["assessment_opened"] = "assessment_opened"
    assessment: str
    of_kind: AssessmentKind
    standard: str
    standard_hash: str
    variant: str
    clauses: tuple[str, ...]
    sections: tuple[str, ...]
    carried: tuple[ClauseAnswer, ...] = ()
    opened_on: date
    opened_by: str


class ClausesAnswered(_Change):
    """Some clauses were answered, or answered otherwise; nothing is said of the rest."""

    kind: Literal["clauses_answered"] = "clauses_answered"
    assessment: str
    answers: tuple[ClauseAnswer, ...]


class FiguresRecorded(_Change):
    """Some figures became known or were put right."""

    kind: Literal["figures_recorded"] = "figures_recorded"
    assessment: str
    figures: dict[str, int | float | str]


class SectionMoved(_Change):
    """A section was submitted, returned with a reason, or accepted."""

    kind: Literal["section_moved"] = "section_moved"
    assessment: str
    section: str
    title: Text
    state: SectionState
    on: date
    by: str
    capacity: str = ""  # for whom, if that was somebody else
    reason: str = ""


class AssessmentClosed(_Change):
    """All was looked at; ``total`` and ``passed`` are what the standard's rule came to, ``ratings`` how often each was given,
    ``lacking`` the clauses that lost points; older journals tell nothing of these."""

    kind: Literal["assessment_closed"] = "assessment_closed"
    assessment: str
    closed_on: date
    closed_by: str
    total: int
    passed: bool | None = None
    ratings: dict[str, int] = {}
    lacking: tuple[Lacking, ...] = ()


class AssessmentDropped(_Change):
    """The assessment was opened by mistake."""

    kind: Literal["assessment_dropped"] = "assessment_dropped"
    assessment: str
    dropped_on: date
    reason: str


class FindingRaised(_Change):
    """Something was found lacking."""

    kind: Literal["finding_raised"] = "finding_raised"
    finding: Finding


class MemberLinked(_Change):
    """From now on the case leads another one."""

    kind: Literal["member_linked"] = "member_linked"
    link: Link


class MemberUnlinked(_Change):
    """The case leads ``case`` no more."""

    kind: Literal["member_unlinked"] = "member_unlinked"
    case: str
    on: date
    because: str


class LeadFollowed(_Change):
    """From now on the case is led by another one."""

    kind: Literal["lead_followed"] = "lead_followed"
    link: Link


class LeadLeft(_Change):
    """The case is led by ``case`` no more."""

    kind: Literal["lead_left"] = "lead_left"
    case: str
    on: date
    because: str


class StepShared(_Change):
    """A step of the lead was shared with these members, for whom it is due on that day."""

    kind: Literal["step_shared"] = "step_shared"
    step: str
    members: tuple[str, ...]
    due_on: date


class TrainingRecorded(_Change):
    """A training for a shared step was held ``on`` a day; ``attended`` are cases, perhaps the lead itself."""

    kind: Literal["training_recorded"] = "training_recorded"
    step: str
    on: date
    attended: tuple[str, ...]
    text: str


class FindingLinked(_Change):
    """A step puts the finding right."""

    kind: Literal["finding_linked"] = "finding_linked"
    finding: str
    step: str


class FindingMoved(_Change):
    """A finding was put right, seen to be, or opened again; ``text`` says how, or why."""

    kind: Literal["finding_moved"] = "finding_moved"
    finding: str
    state: FindingState
    on: date
    by: str
    capacity: str = ""  # for whom, if that was somebody else
    text: str = ""


class CaseMoved(_Change):
    """The case goes by other definitions; ``steps`` and ``stages`` are called otherwise there. ``left`` are rows that have no
    counterpart there, with what they were called."""

    kind: Literal["case_moved"] = "case_moved"
    process_before: str
    process: str
    process_hash: str
    regime_before: str
    regime: str
    regime_hash: str
    steps: dict[str, str] = {}
    stages: dict[str, str] = {}
    left: dict[str, Text] = {}


class StepRecast(_Change):
    """By the new definitions the step means something else for its stage, or is another's to do."""

    kind: Literal["step_recast"] = "step_recast"
    step: str
    need: Need
    by: Role


class AssessmentMoved(_Change):
    """The assessment goes on as another, ``to``, by the standard that took the place of its own."""

    kind: Literal["assessment_moved"] = "assessment_moved"
    assessment: str
    to: str
    moved_on: date


class AnswersStranded(_Change):
    """Answers that have no place in the new standard are kept until a person decides."""

    kind: Literal["answers_stranded"] = "answers_stranded"
    stranded: tuple[Stranded, ...]


class AnswerSettled(_Change):
    """A person decided what becomes of a stranded answer: it belongs to the clause ``to``, or, if that is empty, to none."""

    kind: Literal["answer_settled"] = "answer_settled"
    answer: str
    to: str = ""
    on: date


class MoveNoted(_Change):
    """What moving the case came to, and until when it can be taken back."""

    kind: Literal["move_noted"] = "move_noted"
    move: LastMove


class CaseMovedBack(_Change):
    """The case goes by its former definitions again: ``steps`` and ``assessments`` are as they stand here, the others as before."""

    kind: Literal["case_moved_back"] = "case_moved_back"
    process_before: str
    process: str
    process_hash: str
    regime_before: str
    regime: str
    regime_hash: str
    stage: str
    visits: tuple[Visit, ...]
    stage_deadline: Deadline | None = None
    facts: dict[str, Any]
    milestones: dict[str, date]
    duties_on: date | None = None
    next_duty_on: date | None = None
    steps: tuple[Step, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    stranded: tuple[Stranded, ...] = ()
    last_move: LastMove | None = None


class ActUndone(_Change):
    """The newest act was taken back, and the case is as it was before it: the ``steps`` that differed, without those that are
    ``gone``, and of the case what such an act may change (`UNDONE`). ``step`` is the one it had been done on, if on one."""

    kind: Literal["act_undone"] = "act_undone"
    act: str
    step: str = ""
    steps: tuple[Step, ...]
    gone: tuple[str, ...]
    coordinator: str | None
    liaison: str | None
    supervisor: str | None
    facts: dict[str, Any]
    milestones: dict[str, date]
    plan_revision: int
    revisions: tuple[Revision, ...]
    priority: Priority
    agenda: Agenda | None
    postponed: Postponed | None
    evidence: tuple[Evidence, ...]
    moved_on: date | None
    duties_on: date | None
    next_duty_on: date | None


UNDONE = tuple(name for name in ActUndone.model_fields if name not in {"kind", "act", "step", "steps", "gone"})
"""What of a case, beside its steps, is as it was before an act that was undone."""

Change = Annotated[
    CaseOpened
    | StageEntered
    | StageLeft
    | StepPlanned
    | StepOpened
    | StepStarted
    | StepAcknowledged
    | StepSnoozed
    | StepUrged
    | StepPromised
    | PromiseEnded
    | StepSubmitted
    | StepReturned
    | StepClosed
    | StepReopened
    | Assigned
    | DeadlineMoved
    | ClockPaused
    | ClockResumed
    | BallPassed
    | PartyAsked
    | QuestionAccepted
    | QuestionEnded
    | AnswerRecorded
    | EvidenceAttached
    | PapersMissed
    | NoteAdded
    | FactRecorded
    | MilestoneReached
    | CaseSuspended
    | CaseResumed
    | CaseClosed
    | CaseReopened
    | DutiesLookedAt
    | DutyMissed
    | CertificateGranted
    | CreditChanged
    | PriorityRaised
    | PriorityLowered
    | PutOnAgenda
    | WindowPostponed
    | PlanLookedAt
    | TakenOffAgenda
    | PlanAmended
    | ItemAmended
    | PlanSubmitted
    | PlanDecided
    | AssessmentOpened
    | ClausesAnswered
    | FiguresRecorded
    | SectionMoved
    | AssessmentClosed
    | AssessmentDropped
    | FindingRaised
    | MemberLinked
    | MemberUnlinked
    | LeadFollowed
    | LeadLeft
    | StepShared
    | TrainingRecorded
    | FindingLinked
    | FindingMoved
    | CaseMoved
    | StepRecast
    | AssessmentMoved
    | AnswersStranded
    | AnswerSettled
    | MoveNoted
    | CaseMovedBack
    | ActUndone,
    Field(discriminator="kind"),
]

Changes: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])
