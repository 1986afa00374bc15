"""The slip (换规单): what moving one case comes to, read off the draft the act would make, and what a person has to decide.

What is shown here is what is done: there is no second planner.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cases import clocks
from cases.assessing.clauses import everywhere
from cases.blueprint import blueprint
from cases.draft import Draft
from cases.moving.planning import ELSEWHERE, move, renames, successor
from cases.moving.rebase import Rebased, rebased
from cases.naming import about_step, titles
from cases.occasion import Occasion
from cases.plan import planned
from cases.registry import judge_all
from cases.ripple import DateMove, moves
from models.assessment import Carried, ClauseAnswer
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.definitions.mapping import StayRule, Strength
from models.moving import Destination, Stranded
from models.refusals import Reason
from models.vocabulary import CaseStatus, Need, StepState


class Verdict(StrEnum):
    """What moving a case asks of people."""

    UNAFFECTED = "unaffected"  # it stays where it is
    BY_ITSELF = "by_itself"  # nothing has to be decided
    NEEDS_DECISION = "needs_decision"
    IMPOSSIBLE = "impossible"  # something stands against it


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the present stage or a later one: its titles, the state of its row, None where it is to come."""

    key: str
    title: Text
    stage: str
    state: StepState | None = None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One clause of the old standard: what it was rated, and the new clauses its answer goes to, each with what is carried."""

    assessment: str
    clause: str
    title: Text
    rating: str
    to: tuple[ClauseAnswer, ...] = ()
    stranded: Stranded | None = None

    def strength(self, answer: ClauseAnswer) -> Strength | None:
        """How much of this clause's answer the new one takes over."""
        carried = answer.carried
        return carried.strengths[carried.clauses.index(self.clause)] if carried else None


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that moving the case comes to. ``against`` keeps it from being moved, ``decisions`` from being moved unseen.

    ``reissue`` are papers to make out anew, ``tell`` the logins of those who work on it, ``ratings`` what ratings are called.
    """

    verdict: Verdict
    added: tuple[StepLine, ...] = ()
    dropped: tuple[StepLine, ...] = ()
    kept: tuple[StepLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    dates: tuple[DateMove, ...] = ()
    rebased: tuple[Rebased, ...] = ()
    reissue: tuple[Text, ...] = ()
    tell: tuple[str, ...] = ()
    decisions: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
    stays: Reason | None = None
    ratings: Mapping[str, Text] = field(default_factory=dict)
    after: CaseFile | None = None

    @property
    def unrated(self) -> int:
        """How many new clauses have an answer beside them whose rating does not follow."""
        return len({one.clause for line in self.answers for one in line.to if not one.rating})


def slip(casefile: CaseFile, to: Destination, occasion: Occasion) -> Slip:
    """What moving ``casefile`` to ``to`` comes to. The occasion's atlas knows the destination."""
    if reason := unaffected(casefile, to):
        return Slip(Verdict.UNAFFECTED, stays=reason)
    if reasons := tuple(impossible(casefile, to, occasion.today)):
        return Slip(Verdict.IMPOSSIBLE, against=reasons)
    draft = Draft(casefile, occasion)
    move(draft, to)
    return _read(casefile, draft.casefile, to, occasion)


def unaffected(casefile: CaseFile, to: Destination) -> Reason | None:
    """Why the case stays where it is: closed, there already, or kept by a transitional rule."""
    if casefile.status is CaseStatus.CLOSED:
        return Reason("case.closed", {"no": casefile.no})
    if (casefile.process_hash, casefile.regime_hash) == (to.process_hash, to.regime_hash):
        return Reason("move.there", {"process": to.process.process, **titles(to.process.title, to.process.process)})
    rule = next((one for one in to.mapping.stays if _holds(casefile, one)), None) if to.mapping else None
    return Reason("move.stays", titles(rule.title, "")) if rule else None


def impossible(casefile: CaseFile, to: Destination, today: date) -> Iterator[Reason]:
    """What keeps the case from being moved: the order is not in force, the case does not run, or its stage has no counterpart."""
    if today < to.regime.effective_from:
        yield Reason("move.not_yet", {**titles(to.regime.title, to.regime.regime), "on": str(to.regime.effective_from)})
    if casefile.status is CaseStatus.SUSPENDED:
        yield Reason("case.suspended", {"no": casefile.no})
    said = renames(casefile, to.mapping)
    stage = said.stages.get(casefile.stage, casefile.stage) if said else casefile.stage
    if stage not in to.process.stages:
        title = casefile.process.stages[casefile.stage].title
        yield Reason("move.no_stage", {"stage": casefile.stage, **titles(title, casefile.stage)})


def _holds(casefile: CaseFile, rule: StayRule) -> bool:
    return judge_all(rule.when, casefile).met is True


def _read(before: CaseFile, after: CaseFile, to: Destination, occasion: Occasion) -> Slip:
    old, new = _steps(before, occasion), _steps(after, occasion)
    was = {_name(before, key, to): line for key, line in old.items()}
    answers, dates = tuple(_answers(before, after, to)), moves(before, after, occasion.calendar).dates
    turns = tuple(rebased(before, after, to))
    said = renames(before, to.mapping)
    decisions = tuple(_decisions(before, after, dates, turns, occasion.today))
    return Slip(
        verdict=Verdict.NEEDS_DECISION if decisions else Verdict.BY_ITSELF,
        added=tuple(line for key, line in new.items() if key not in was),
        dropped=tuple(line for key, line in was.items() if key not in new),
        kept=tuple(line for key, line in new.items() if key in was),
        answers=answers,
        dates=dates,
        rebased=turns,
        reissue=tuple(_papers(to, said.reissue)) if said else (),
        tell=tuple(_tell(before, after)),
        decisions=decisions,
        ratings={code: one.title for known in to.shelf.by_hash.values() for code, one in known.scale.items()},
        after=after,
    )


def _papers(to: Destination, kinds: Iterable[str]) -> Iterator[Text]:
    """What the new process calls them; what only an order in between asked for, nobody makes out any more."""
    return (to.process.papers[kind] for kind in kinds if kind in to.process.papers)


# steps ------------------------------------------------------------------------------------------------------------------


def _steps(casefile: CaseFile, occasion: Occasion) -> dict[str, StepLine]:
    """What is asked of the case from now on: rows that are live or merely planned, and steps to come."""
    rows = {row.key: _line(casefile, row) for row in casefile.steps if row.is_live or row.state is StepState.PLANNED}
    to_come = planned(casefile, occasion.calendar, occasion.today)
    return rows | {one.key: StepLine(one.key, one.title, one.stage) for one in to_come}


def _line(casefile: CaseFile, row: Step) -> StepLine:
    plan = blueprint(casefile).steps.get(row.of)
    title = plan.definition.title if plan else Text(zh=row.title or row.key, en=row.title or row.key)
    return StepLine(row.key, title, row.stage, row.state)


def _name(before: CaseFile, key: str, to: Destination) -> str:
    """What a step of the old version is called in the new one; a row keeps its key."""
    said = renames(before, to.mapping)
    if said is None or before.step(key):
        return key
    head, dot, number = key.partition(".")
    return said.steps.get(head, head) + dot + number


# answers ----------------------------------------------------------------------------------------------------------------


def _answers(before: CaseFile, after: CaseFile, to: Destination) -> Iterator[AnswerLine]:
    """Every answer of an assessment that goes on by another standard, in the order of its clauses."""
    fresh = (sheet for sheet in after.sheets if before.assessment(sheet.assessment) is None)
    carried = [one for sheet in fresh for one in sheet.answers.values() if one.carried]
    stranded = {one.key: one for one in after.stranded}
    for head in before.assessments:
        sheet = before.sheet(head.key)
        if sheet is None or after.assessment(head.key) == head or successor(head, to) is None:
            continue
        clause_titles = {one.key: one.clause.title for one in everywhere(to.shelf.by_hash[head.standard_hash])}
        for clause in (*(key for key in sheet.clauses if key in sheet.answers), *sheet.answers.keys() - sheet.clauses):
            goes = (one for one in carried if one.carried_from == head.key and clause in _clauses(one.carried))
            yield AnswerLine(
                assessment=head.key,
                clause=clause,
                title=clause_titles.get(clause, Text(zh=clause, en=clause)),
                rating=sheet.answers[clause].rating,
                to=tuple(goes),
                stranded=stranded.get(f"{head.key}/{clause}"),
            )


def _clauses(carried: Carried | None) -> tuple[str, ...]:
    return carried.clauses if carried else ()


# decisions --------------------------------------------------------------------------------------------------------------


def _decisions(
    before: CaseFile, after: CaseFile, dates: tuple[DateMove, ...], turns: tuple[Rebased, ...], today: date
) -> Iterator[Reason]:
    """What nobody but a person can decide: answers without a place, work that is dropped, what would be late at once, what the new
    version asks for in a stage that is over, and where it differs from what was changed by hand."""
    known = {one.key for one in before.stranded}
    if lost := [one for one in after.stranded if one.key not in known]:
        yield Reason("move.stranded", {"count": len(lost), "clauses": ", ".join(one.clause for one in lost)})
    for row in after.steps:
        old = before.step(row.key)
        if old and old.is_live and row.state is StepState.DROPPED and _has_work(old):
            code = "move.work_elsewhere" if row.reason == ELSEWHERE else "move.work_dropped"
            yield about_step(code, before, row.key)
    for one in dates:
        if one.after and one.after.due_on < today and not (one.before and one.before.due_on < today):
            yield _late(after, one)
    yield from _behind(before, after)
    yield from (turn.conflict for turn in turns if turn.conflict)


def _has_work(row: Step) -> bool:
    return bool(row.evidence or row.started_on or row.question or row.state is StepState.SUBMITTED or row.promised_on)


def _late(after: CaseFile, one: DateMove) -> Reason:
    said = {"due": str(one.after.due_on if one.after else "")}
    if one.step != clocks.STAGE:
        return about_step("move.late", after, one.step, **said)
    return Reason("move.late", {**titles(after.process.stages[after.stage].title, after.stage), **said})


def _behind(before: CaseFile, after: CaseFile) -> Iterator[Reason]:
    """Required steps that the old version did not know, in a stage the case has left."""
    new, old = blueprint(after), {row.of for row in after.steps} | set(blueprint(before).steps)
    here = new.stages[after.stage].position
    left = {visit.stage for visit in after.visits if visit.left_on}
    for step in new.steps.values():
        asked = step.definition.need is Need.REQUIRED and judge_all(step.when, after).met is True
        if asked and step.stage in left and new.stages[step.stage].position < here and step.key not in old:
            yield about_step("move.behind", after, step.key)


def _tell(before: CaseFile, after: CaseFile) -> Iterator[str]:
    """Those with a place on the case, and those to whom a step that changes was given."""
    touched = (row.assignee for row in before.steps if row.is_live and after.step(row.key) != row)
    yield from dict.fromkeys(
        login for login in (before.coordinator, before.liaison, before.supervisor, *touched) if login
    )
