"""One demo case's life: on which day somebody does what, until today. A generator of the days on which it wants to act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.perform import perform
from cases import periods
from cases.blueprint import blueprint
from cases.gate import gate, outcomes
from cases.registry import judge_all
from cases.transitions.working import papers_of
from cases.workdays import WorkCalendar
from jobs.demo import plans, survey
from jobs.demo.answers import answers_of
from jobs.demo.course import STAGES, Course
from models.assessment import AssessmentKind
from models.casefile import CaseFile, Step
from models.definitions import StepDefinition
from models.moments import local_date, local_moment
from models.people import CLOCK, Person
from models.vocabulary import CUSTOMS, CaseStatus, Role, StepState
from store import cases, files, journal, sheets
from store.files import FileStore

PLAN = "plan-draft"
EXTRA = "答复企业提出的归类问题"
QUESTION = "请协查该企业近两年欠税及处罚情况"
LATEST = 15  # working days a step is late at most that nobody touches
SOON = 5  # working days ahead within which one may wait untouched


@dataclass(slots=True)
class World:
    """What all lives share: the day it is in them, the people, and luck with a fixed seed."""

    tx: Connection
    folder: FileStore
    zone: ZoneInfo
    calendar: WorkCalendar
    people: Mapping[str, Person]
    today: date
    now: datetime
    luck: Random
    day: date = field(default=date.min)
    latest: dict[date, datetime] = field(default_factory=dict)

    def moment(self) -> datetime:
        """Some time of the working day, after all that was done on it before; today nothing lies ahead of the clock."""
        some = local_moment(self.day, time(self.luck.randint(9, 16), self.luck.randint(0, 59)), self.zone)
        earliest = self.latest.get(self.day, some) + timedelta(minutes=1)
        self.latest[self.day] = min(max(some, earliest), self.now)
        return self.latest[self.day]


def live(world: World, no: str, course: Course) -> Iterator[date]:
    """Yield the next day on which something happens in the case; when resumed, it is that day, and it happens."""
    planned: dict[str, date] = {}
    while (casefile := cases.load(world.tx, no)).status is CaseStatus.OPEN:
        if survey.is_asked(casefile):
            _survey(world, no, course)
            continue
        step = _next_step(world, casefile, course, planned)
        if step:
            yield max(planned[step.key], world.day)
            _finish(world, casefile, course, step)
        elif casefile.next_duty_on and casefile.next_duty_on <= world.today:
            yield max(casefile.next_duty_on, world.day)
            _act(world, no, "keep-duties", CLOCK.login)
        elif _moves_on(casefile, course):
            yield world.calendar.add(world.day, 1)
            _advance(world, casefile, course)
        else:
            break
    _end(world, no, course)


def _next_step(world: World, casefile: CaseFile, course: Course, planned: dict[str, date]) -> Step | None:
    """The step whose day comes first; of several, some are left that nobody touches."""
    arrived = _has_arrived(casefile, course)
    live_steps = [step for step in casefile.live_steps if not step.question]
    for step in live_steps:
        if step.key not in planned:
            planned[step.key] = _day_for(world, course, casefile, step)
    left = _left_alone(world, live_steps)[: course.stuck] if arrived and len(live_steps) > course.stuck else []
    touched = [step for step in live_steps if step.key not in left and _can_be_done(casefile, step)]
    due = sorted((step for step in touched if planned[step.key] <= world.today), key=lambda step: planned[step.key])
    return due[0] if due else None


def _can_be_done(casefile: CaseFile, step: Step) -> bool:
    """What else must have happened has."""
    definition = blueprint_step(casefile, step)
    return judge_all(definition.needs if definition else (), casefile).met is True


def _left_alone(world: World, live_steps: list[Step]) -> list[str]:
    """The steps that could be left without anybody wondering: due a little before today, or soon."""
    first, last = world.calendar.add(world.today, -LATEST), world.calendar.add(world.today, SOON)
    return [step.key for step in live_steps if step.target and first <= step.target.due_on <= last]


def _day_for(world: World, course: Course, casefile: CaseFile, step: Step) -> date:
    """Somewhat before or after its date, as the people of this case work; what comes again when done is done shortly before it."""
    opened_on = step.opened_on or world.day
    definition = blueprint_step(casefile, step)
    if step.target and definition and definition.repeat and not definition.repeat.for_each:
        return max(opened_on, world.calendar.add(step.target.due_on, -world.luck.randint(1, 4)))
    allowed = world.calendar.between(opened_on, step.target.due_on) if step.target else 5
    days = min(allowed, 45) * course.pace * world.luck.uniform(0.7, 1.15)
    return world.calendar.add(opened_on, max(1, round(days)))


def _finish(world: World, casefile: CaseFile, course: Course, step: Step) -> None:
    """Attach what is asked for, then complete the step, or submit it and have it accepted."""
    definition = blueprint_step(casefile, step)
    for kind in papers_of(casefile, step.key):
        if kind not in {one.kind for one in step.evidence}:
            _attach(world, casefile.no, course, step, kind)
    for kind, period in list(periods.missing(cases.load(world.tx, casefile.no), step.key, world.day)):
        _attach(world, casefile.no, course, step, kind, period)
    answers = answers_of(definition, course, step.round, world.day) if definition else {}
    reviewer = definition.review_by if definition else None
    doer = _doer(course, step.by)
    if reviewer is None:
        _act(world, casefile.no, "complete-step", doer, step.key, answers)
        return
    if step.state is StepState.OPEN:
        _act(world, casefile.no, "submit-step", doer, step.key, answers)
    _act(world, casefile.no, "accept-step", supervisor_of(course), step.key)
    if step.of == PLAN:
        _plan(world, casefile.no, course)


def _plan(world: World, no: str, course: Course) -> None:
    """What the enterprise found lacking goes into the plan, where guidance is still going on; somebody decides on it."""

    def do(act: str, login: str, inputs: Mapping[str, Any] | None = None, reason: str = "") -> None:
        _act(world, no, act, login, "", inputs, reason)

    people = (course.coordinator, supervisor_of(course))
    if course.stage == "guidance" and course.process == "aeo-advanced":
        plans.diagnose(world.tx, no, do, *people)
    plans.settle(do, *people, decided=course.stage != "guidance" or course.stuck < 2)


def blueprint_step(casefile: CaseFile, step: Step) -> StepDefinition | None:
    """The definition behind a step row, None for an ad-hoc one."""
    plan = blueprint(casefile).steps.get(step.of)
    return plan.definition if plan else None


def _survey(world: World, no: str, course: Course) -> None:
    """The coordinator fills in the whole survey with the enterprise."""
    _act(world, no, "open-assessment", course.coordinator, inputs={"kind": AssessmentKind.SURVEY})
    casefile = sheets.with_sheets(world.tx, cases.load(world.tx, no))
    answers = survey.answers_of(casefile, sheets.shelf(world.tx, casefile))
    which = {"assessment": casefile.assessments[-1].key}
    _act(world, no, "answer-clauses", course.coordinator, inputs={**which, "answers": answers})
    _act(world, no, "close-assessment", course.coordinator, inputs=which)


def _attach(world: World, no: str, course: Course, step: Step, kind: str, period: str = "") -> None:
    content = f"演示材料：{course.enterprise.name} {kind}（{period or world.day}）\n".encode()
    stored = world.folder.store(content, name=f"{course.enterprise.name}.txt")
    files.remember(world.tx, stored, _doer(course, step.by), world.moment())
    inputs = {"file": {"sha256": stored.sha256, "name": f"{course.enterprise.name}.txt"}, "kind": kind}
    inputs |= {"period": period} if period else {}
    _act(world, no, "attach-evidence", _doer(course, step.by), step.key, inputs)


def _advance(world: World, casefile: CaseFile, course: Course) -> None:
    outcome = _way_on(casefile)
    reason = "模拟认证未通过，退回辅导" if outcome == "failed" else ""
    _act(world, casefile.no, "advance-stage", course.coordinator, "", {"outcome": outcome}, reason)


def _moves_on(casefile: CaseFile, course: Course) -> bool:
    return not _has_arrived(casefile, course) and _way_on(casefile) is not None


def _way_on(casefile: CaseFile) -> str | None:
    """The first outcome that leads to a stage and whose gate is open; a failed mock audit has its own."""
    return next((key for key, one in outcomes(casefile).items() if one.to and gate(casefile, key).ready), None)


def _has_arrived(casefile: CaseFile, course: Course) -> bool:
    """In the stage where its story stands today, in the round it is in."""
    rounds = sum(visit.stage == "mock-audit" for visit in casefile.visits)
    enough = course.rounds <= 1 or STAGES.index(course.stage) < 2 or rounds >= course.rounds
    return casefile.stage == course.stage and enough


def _end(world: World, no: str, course: Course) -> None:
    """What stands between the case and its next step today."""
    casefile = cases.load(world.tx, no)
    if casefile.status is not CaseStatus.OPEN or not course.ending:
        return
    last = local_date(journal.records(world.tx, no)[-1].at, world.zone)
    world.day = min(world.today, max(world.calendar.add(world.today, -8), world.calendar.add(last, 1)))
    if course.ending == "suspend":
        inputs = {"resume_on": str(world.calendar.add(world.today, 12))}
        _act(world, no, "suspend-case", supervisor_of(course), "", inputs, "企业搬迁厂区，暂停培育")
    elif course.ending.startswith("due"):
        inputs = {
            "title": EXTRA,
            "due_on": str(world.calendar.add(world.today, int(course.ending.removeprefix("due+")))),
        }
        _act(world, no, "add-step", course.coordinator, "", inputs, "走访时企业提出，约定答复")
    elif course.ending == "ask" and (own := [step for step in casefile.live_steps if step.holder == CUSTOMS]):
        inputs = {"party": "tax", "question": QUESTION}
        _act(world, no, "ask-party", course.coordinator, own[0].key, inputs)
    elif course.ending == "pool" and casefile.stage == "screening":
        inputs = {"outcome": "pool"}
        _act(world, no, "advance-stage", course.coordinator, "", inputs, "企业本年度业务调整，明年再看")


def _doer(course: Course, role: Role) -> str:
    if role is Role.SUPERVISOR:
        return supervisor_of(course)
    return (course.liaison or course.coordinator) if role is Role.LIAISON else course.coordinator


def supervisor_of(course: Course) -> str:
    """Who supervises the case."""
    return "sun" if course.site == "QD" else "zhao"


def _act(
    world: World,
    no: str,
    act: str,
    login: str,
    step: str = "",
    inputs: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    perform(
        world.tx,
        act,
        no,
        actor=CLOCK if login == CLOCK.login else world.people[login],
        now=world.moment(),
        zone=world.zone,
        step=step,
        inputs=inputs or {},
        reason=reason,
    )
