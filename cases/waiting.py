"""What waits (等待): everything of a case that has a date people are reminded of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cases import papers
from cases.blueprint import blueprint
from cases.clocks import STAGE, is_law, stopped_since
from cases.shares import present
from models.casefile import CaseFile, Deadline, Step
from models.plan import PlanState
from models.vocabulary import CUSTOMS, NOBODY, CaseStatus, Role, Standing, StepState, Subject, Tier
from models.waiting import Waiting

OUTSIDE_PARTY = "outside-party"
STATUTORY = "statutory"
RESUME = "resume"
POOL = "pool"
PROMISE = "promise"
EVIDENCE = "evidence"
WINDOW = "window"
APPROVER = "approver"  # of a plan
REWORK = "plan-rework"  # of a plan that came back
RETURNED = "returned"
_AT_REST = frozenset({Subject.STILLNESS, Subject.EVIDENCE, Subject.APPROVAL})  # a suspended case may rest


def waitings(casefile: CaseFile) -> tuple[Waiting, ...]:
    """The dates of all live steps and of the stage, days promised, work sent back, papers that run out, a plan to be looked at,
    decided on or reworked, and how long nothing moved; of a suspended case also its expected return; of a closed one the day to
    look again."""
    if casefile.status is CaseStatus.CLOSED:
        return tuple(_of_pool(casefile))
    steps = (waiting for step in casefile.live_steps for waiting in _of_step(casefile, step))
    return (
        *steps,
        _of_stillness(casefile),
        *_of_stage(casefile),
        *_of_suspension(casefile),
        *_of_evidence(casefile),
        *_of_postponement(casefile),
        *_of_plan(casefile),
    )


def _of_step(casefile: CaseFile, step: Step) -> Iterator[Waiting]:
    """A date whose clock stands still is silent; one that does not stop goes on being heard of, even in a suspended case."""
    plan = blueprint(casefile).steps.get(step.of)
    if step.target:
        ladder = (plan and plan.definition.ladder) or _usual_ladder(casefile, step)
        silent = stopped_since(casefile, step.key, Tier.TARGET) is not None
        yield _waiting(casefile, step, Subject.TARGET, step.target, ladder, silent=silent)
    if step.statutory:
        law = plan.definition.statutory if plan else None
        ladder = law.ladder if law else STATUTORY
        silent = stopped_since(casefile, step.key, Tier.STATUTORY) is not None
        yield _waiting(casefile, step, Subject.STATUTORY, step.statutory, ladder, silent=silent)
    if step.question and step.question.answer_by and step.paused_on:
        yield _of_question(casefile, step, step.question.answer_by)
    if step.promised_on:
        yield _of_promise(casefile, step, step.promised_on, silent=step.paused_on is not None)
    if step.returned_on:
        yield _of_return(casefile, step, step.returned_on)


def _of_promise(casefile: CaseFile, step: Step, promised_on: date, *, silent: bool) -> Waiting:
    """Each promise has a ladder of its own, on which nobody can be quietened."""
    day = Deadline(promised_on, promised_on, promised_on, revision=step.promised)
    return _waiting(casefile, step, Subject.PROMISE, day, PROMISE, silent=silent)


def _of_return(casefile: CaseFile, step: Step, returned_on: date) -> Waiting:
    """Whose work it was hears of it, each time anew, until it is submitted again."""
    day = Deadline(returned_on, returned_on, returned_on, revision=step.returned)
    return _waiting(casefile, step, Subject.RETURNED, day, RETURNED, silent=casefile.suspension is not None)


def _of_question(casefile: CaseFile, step: Step, answer_by: date) -> Waiting:
    """While the step's own clock stands still, the answer is asked for; each question has a ladder of its own."""
    day = Deadline(answer_by, answer_by, answer_by, revision=step.asked)
    return _waiting(casefile, step, Subject.ANSWER, day, OUTSIDE_PARTY, silent=casefile.suspension is not None)


def _usual_ladder(casefile: CaseFile, step: Step) -> str:
    return casefile.process.ladder if step.holder == CUSTOMS else OUTSIDE_PARTY


def _of_stage(casefile: CaseFile) -> Iterator[Waiting]:
    """Each stay has a key of its own: a stage entered again is reminded of again."""
    if casefile.stage_deadline:
        name = casefile.stage if casefile.round == 1 else f"{casefile.stage}.{casefile.round}"
        ladder = blueprint(casefile).stages[casefile.stage].definition.ladder
        yield _of_case(casefile, name, Subject.STAGE, casefile.stage_deadline.due_on, ladder, casefile.stage_deadline)


def _of_stillness(casefile: CaseFile) -> Waiting:
    """Counted from the last movement, whose day is in the key: each standstill is spoken of anew. A suspended case may rest."""
    since = casefile.moved_on or casefile.stage_entered_on
    stage = blueprint(casefile).stages[casefile.stage].definition
    ladder = stage.stillness or casefile.process.stillness
    return _of_case(casefile, str(since), Subject.STILLNESS, since, ladder, None)


def _of_suspension(casefile: CaseFile) -> Iterator[Waiting]:
    """That a suspended case was to be back by now; each suspension has a key of its own, also the second of one day."""
    one = casefile.suspension
    if one and one.resume_on:
        name = f"{one.since}.{one.version}" if one.version else str(one.since)
        yield _of_case(casefile, name, Subject.RESUME, one.resume_on, RESUME, None)


def _of_evidence(casefile: CaseFile) -> Iterator[Waiting]:
    """Whoever owns a paper hears that it runs out, once for the file of a kind wherever it is attached; a newer one ends it."""
    running_out = {(one.kind, one.sha256): one for one in papers.current(casefile) if one.valid_until}
    for (kind, digest), one in running_out.items():
        until = one.valid_until or one.attached_on
        waiting = _of_case(casefile, f"{kind}.{digest[:12]}.{until}", Subject.EVIDENCE, until, EVIDENCE, None)
        yield replace(waiting, doer=one.owner or casefile.coordinator, paper=kind)


def _of_postponement(casefile: CaseFile) -> Iterator[Waiting]:
    """That the day to apply has moved on, told anew for each event, until the plan was looked at."""
    if one := casefile.postponed:
        waiting = _of_case(casefile, f"{one.event}.{one.event_on}", Subject.WINDOW, one.since, WINDOW, None)
        yield replace(waiting, event=one.event, opens_on=one.opens_on)


def _of_plan(casefile: CaseFile) -> Iterator[Waiting]:
    """A submitted plan is the supervisor's to decide on, one that came back the coordinator's; told anew each time."""
    one = casefile.revision
    if one is None or one.submitted is None:
        return
    name = f"plan.{one.number}.{one.asked}"
    if one.state is PlanState.SUBMITTED:
        waiting = _of_case(casefile, name, Subject.APPROVAL, one.submitted.on, APPROVER, None)
        yield replace(waiting, doer=casefile.supervisor or casefile.coordinator)
    elif one.decided and one.state in {PlanState.RETURNED, PlanState.REFUSED}:
        yield _of_case(casefile, f"{name}.back", Subject.APPROVAL, one.decided.on, REWORK, None)


def _of_pool(casefile: CaseFile) -> Iterator[Waiting]:
    if casefile.look_again_on:
        name = str(casefile.closed_on)
        yield _of_case(casefile, name, Subject.POOL, casefile.look_again_on, POOL, None)


def _waiting(
    casefile: CaseFile, step: Step, subject: Subject, deadline: Deadline, ladder: str, *, silent: bool
) -> Waiting:
    return Waiting(
        key=_key(casefile, step.key, subject),
        subject=subject,
        case=casefile.no,
        site=casefile.site,
        step=step.key,
        due_on=deadline.due_on,
        ladder=ladder,
        holder=NOBODY if casefile.suspension else step.holder,
        held_since=held.since if (held := present(step.holdings)) else None,
        revision=deadline.revision,
        not_before=casefile.taken_over_on,
        silent=silent,
        acknowledged_on=step.acknowledged_on if subject is Subject.TARGET else None,  # the law does not wait
        snoozed_until=step.snoozed_until if subject is Subject.TARGET else None,
        promised_on=step.promised_on if subject is Subject.TARGET else None,
        urged_on=step.urged_on if subject is Subject.TARGET else None,
        urged=step.urged,
        priority=casefile.priority,
        provisional=deadline.provisional,
        standing=deadline.standing,
        doer=doer(casefile, step),
        coordinator=casefile.coordinator,
        liaison=casefile.liaison,
        supervisor=casefile.supervisor,
        by_law=subject is Subject.STATUTORY,
    )


def _key(casefile: CaseFile, name: str, subject: Subject) -> str:
    """Its name for ever. The enterprise stands in it: a restored backup may give the number of a lost case to another one."""
    return f"{casefile.no}/{casefile.enterprise.uscc}/{name}/{subject}"


def _of_case(
    casefile: CaseFile, name: str, subject: Subject, due_on: date, ladder: str, deadline: Deadline | None
) -> Waiting:
    return Waiting(
        key=_key(casefile, name, subject),
        subject=subject,
        case=casefile.no,
        site=casefile.site,
        step="",
        due_on=due_on,
        ladder=ladder,
        holder=NOBODY if casefile.suspension else CUSTOMS,
        revision=deadline.revision if deadline else 1,
        not_before=casefile.taken_over_on,
        silent=_is_silent(casefile, subject),
        priority=casefile.priority,
        provisional=deadline.provisional if deadline else False,
        standing=deadline.standing if deadline else Standing.CONFIRMED,
        doer=casefile.coordinator,
        coordinator=casefile.coordinator,
        liaison=casefile.liaison,
        supervisor=casefile.supervisor,
        by_law=subject is Subject.STAGE and is_law(casefile, STAGE, Tier.TARGET),
    )


def _is_silent(casefile: CaseFile, subject: Subject) -> bool:
    """In a suspended case nobody speaks of the stage's limit, unless it does not stop, nor of its standing still, nor of papers."""
    if subject is Subject.STAGE:
        return stopped_since(casefile, STAGE, Tier.TARGET) is not None
    return subject in _AT_REST and casefile.suspension is not None


def doer(casefile: CaseFile, step: Step) -> str | None:
    """Whose turn it is: the reviewer's once the step is submitted, otherwise the assignee's or whoever fills its role here.

    Roles that have no place on a case, or whose place is empty, are stood in for by the coordinator, who passes it on.
    """
    plan = blueprint(casefile).steps.get(step.of)
    if step.state is StepState.SUBMITTED and plan and plan.definition.review_by:
        return _in_place(casefile, plan.definition.review_by)
    return step.assignee or _in_place(casefile, step.by)


def _in_place(casefile: CaseFile, role: Role) -> str | None:
    match role:
        case Role.SUPERVISOR:
            return casefile.supervisor or casefile.coordinator
        case Role.LIAISON:
            return casefile.liaison or casefile.coordinator
        case _:
            return casefile.coordinator
