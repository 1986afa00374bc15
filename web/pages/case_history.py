"""What was done on a case, the newest first, each act with what it brought: answers, questions, papers, dates moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from actions.catalogue import ACTS, CONSEQUENCES
from cases.acts import On
from cases.answers import question
from cases.naming import event_title, stage_title
from config import assessments, plan, words
from config.answers import in_words
from config.i18n import _, language
from config.parties import holder
from config.words import ROLES, TIERS, by_rung, name, said
from models.casefile import CaseFile
from models.changes import (
    ActUndone,
    AnswerRecorded,
    AnswerSettled,
    AnswersStranded,
    Assigned,
    CaseClosed,
    CaseMoved,
    CaseMovedBack,
    CaseSuspended,
    Change,
    CreditChanged,
    DeadlineMoved,
    EvidenceAttached,
    FactRecorded,
    LeadFollowed,
    LeadLeft,
    MemberLinked,
    MemberUnlinked,
    MoveNoted,
    NoteAdded,
    PartyAsked,
    StageEntered,
    StageLeft,
    StepPlanned,
    StepPromised,
    StepShared,
    StepSnoozed,
    TrainingRecorded,
    WindowPostponed,
)
from models.people import CLOCK
from models.plan import Item, Origin, Why
from models.record import Record

Names = Mapping[str, str]
PLANNING = frozenset({"draft-plan", "amend-plan", "submit-plan"})
MOVING = frozenset(
    {"amend-plan", "extend-deadline", "resume-case", "reopen-case", "recompute-deadlines", "record-answer", "move-case"}
)
"""Acts that people do for the sake of dates, or whose dates they ask after; all others move dates by the way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who did it when, on which step (its key and title, empty for the case), why, and what it brought."""

    at: datetime
    who: str
    act: str
    on_behalf_of: str
    step: str
    title: str
    reason: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Puts the records of one case into words."""

    casefile: CaseFile
    titles: Names
    people: Names

    def entries(self, records: Iterable[Record]) -> list[Entry]:
        """The newest first."""
        return [self._entry(record) for record in assessments.gathered(records)][::-1]

    def _entry(self, record: Record) -> Entry:
        step = _step_of(record)
        by_clock = record.actor == CLOCK.login
        return Entry(
            at=record.at,
            who=self.people.get(record.actor) or name(ROLES, record.actor),
            act=record.act,
            on_behalf_of=self.people.get(record.on_behalf_of or "", record.on_behalf_of or ""),
            step=step,
            title=self.titles.get(step, step),
            reason=by_rung(record.reason, self._titled) if by_clock else record.reason,
            lines=tuple(filter(None, (self._line(record.act, change) for change in record.changes))),
        )

    def _titled(self, step: str) -> str:
        return self.titles.get(step, step)

    def _line(self, act: str, change: Change) -> str:
        """What one change says to people; empty if the act says it already."""
        match change:
            case FactRecorded(name=fact, value=value):
                asked = question(self.casefile, fact)
                return f"{said(asked.title)}: {in_words(asked, value)}" if asked else ""
            case StepPlanned(title=title) if act == "add-step":
                return title
            case PartyAsked(party=party, question=text):
                return _("问{party}：{text}").format(party=holder(party), text=text)
            case AnswerRecorded(party=party, answer=text):
                return _("{party}答复：{text}").format(party=holder(party), text=text)
            case NoteAdded(text=text):
                return text
            case WindowPostponed(postponed=one):
                event = event_title(self.casefile, one.event)[f"event_{language()}"]
                return _("{event}（{on}），最早 {opens_on} 可申请").format(
                    event=event, on=one.event_on, opens_on=one.opens_on
                )
            case MemberLinked(link=one) | LeadFollowed(link=one):
                return f"{one.case} {one.name}"
            case MemberUnlinked(case=no) | LeadLeft(case=no):
                return no
            case StepShared(members=members, due_on=day):
                return _("与 {members} 共享，{day} 前").format(members=_listed(members), day=day)
            case TrainingRecorded(on=day, attended=attended, text=text):
                return _("{day} 培训，{attended} 参加：{text}").format(day=day, attended=_listed(attended), text=text)
            case StepPlanned(title=title, item=Item(origin=Origin(why=Why.LEAD, said=place))):
                return _("{title}（来自 {place}）").format(title=title, place=place)
            case CreditChanged(event=one):
                return _("{event}（{on}）").format(
                    event=event_title(self.casefile, one.kind)[f"event_{language()}"], on=one.on
                )
            case StageLeft(stage=stage, outcome=outcome):
                return self._ended(stage, outcome)
            case EvidenceAttached(evidence=paper):
                kind = said(self.casefile.process.papers.get(paper.kind)) or paper.kind
                return f"{kind}{f' {paper.period}' if paper.period else ''}: {paper.name}"
            case Assigned(before=before, to=to) as assigned:
                place = name(ROLES, assigned.role) if assigned.role and not assigned.step else ""
                return f"{place} {self._person(before)} → {self._person(to)}".strip()
            case DeadlineMoved() if act in MOVING:
                return self._moved(change)
            case StageEntered(stage=stage, round=number):
                return self._entered(stage, number)
            case CaseSuspended(resume_on=day) if day:
                return _("预计 {day} 恢复").format(day=day)
            case CaseMoved(process_before=old, process=new) | CaseMovedBack(process_before=old, process=new):
                return f"{change.regime_before} {old} → {change.regime} {new}"
            case MoveNoted(move=one):
                counts = {"added": one.added, "dropped": one.dropped, "redated": one.redated}
                return _("新开 {added} 步，取消 {dropped} 步，改期 {redated} 步；{until} 及以前可撤回").format(
                    until=one.back_until, **counts
                )
            case AnswersStranded(stranded=those):
                return _("没有对应的答复：{keys}").format(keys="、".join(one.key for one in those))
            case AnswerSettled(answer=key, to=to):
                return f"{key} → {to}" if to else _("{key} 放下").format(key=key)
            case StepSnoozed(until=day):
                return _("{until} 再提醒").format(until=day)
            case StepPromised(promised_on=day):
                return _("承诺 {on}").format(on=day)
            case ActUndone(act=act, step=step):
                return " · ".join(filter(None, (name(words.ACTS, act), self._titled(step))))
            case CaseClosed(look_again_on=day) if day:
                return _("{day} 前后再评").format(day=day)
        return assessments.told(change) or (plan.told(change, self._titled) if act in PLANNING else "")

    def _person(self, login: str | None) -> str:
        return self.people.get(login or "", login or "—")

    def _moved(self, change: DeadlineMoved) -> str:
        if change.before is None or change.after is None or change.before.due_on == change.after.due_on:
            return ""
        what = self._titled(change.step) if change.step else _("阶段期限")
        return f"{what} {name(TIERS, change.tier)} {change.before.due_on} → {change.after.due_on}"

    def _ended(self, stage: str, outcome: str) -> str:
        """The outcome by which the case was closed; where it goes on, the stage entered says it."""
        known = self.casefile.process.stages.get(stage)
        way = known.outcomes.get(outcome) if known else None
        return said(way.title) if way and way.close else ""

    def _entered(self, stage: str, number: int) -> str:
        title = said(stage_title(self.casefile, stage))
        again = _("第 {number} 轮").format(number=number) if number > 1 else ""
        return " · ".join(filter(None, (_("进入{stage}").format(stage=title), again)))


def _listed(numbers: Iterable[str]) -> str:
    return _("、").join(numbers)


def _step_of(record: Record) -> str:
    """The step an act was done on: the first its changes name; none for an act on the case as a whole."""
    act = ACTS.get(record.act) or CONSEQUENCES.get(record.act)
    if act is None or act.on is On.CASE:
        return ""
    return next(_steps(record.changes), "")


def _steps(changes: Iterable[Change]) -> Iterator[str]:
    return (step for change in changes if (step := getattr(change, "step", "")))
