"""Raising findings (发现问题): from what lost points in an assessment, or by hand; each may get a step that puts it right.

A stage that begins again makes a step of every finding nobody works on: what failed in a mock audit is the next round's work.
"""

from collections.abc import Iterator
from datetime import date

from cases.acts import Ask
from cases.assessing.gaps import gaps
from cases.draft import Draft
from cases.inputs import out_of_range
from cases.instances import present
from cases.occasion import Occasion
from cases.planning.items import of_finding
from cases.planning.revisions import amend
from cases.transitions.assessing.which import AUDITS
from cases.transitions.correcting import open_extra, until
from models.acts import Input
from models.assessment import AGAINST_STANDARDS, Assessment, AssessmentState
from models.casefile import CaseFile
from models.changes import FindingLinked, FindingRaised
from models.finding import Finding, FindingState, Severity
from models.plan import Item
from models.refusals import Reason
from models.vocabulary import ENTERPRISE, Role, StepState

WAITING = frozenset({StepState.PLANNED, StepState.OPEN, StepState.SUBMITTED})


def raise_all_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is an assessment to take them from."""
    if not _heads(casefile):
        yield Reason("finding.no_assessment", {"no": casefile.no})


def raise_all_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """By when; from which assessment, otherwise the last; whether each gets a step at once."""
    keys = tuple(one.key for one in _heads(casefile))
    return (
        Input("due_on", "date"),
        Input("assessment", "choice", required=False, choices=keys, default=keys[-1] if keys else ""),
        Input("steps", "yes_no", required=False),
    )


def raise_all_check(ask: Ask) -> Iterator[Reason]:
    """Something lost points there and is no finding yet."""
    yield from _not_past(ask)
    head = _head(ask)
    if head and not list(_lacking(ask, head)):
        yield Reason("finding.nothing", {"key": head.key}, "assessment")


def raise_all(draft: Draft, ask: Ask) -> None:
    """One finding for every clause that lost points; a step for each unless it is an audit, whose next round brings them."""
    head = _head(ask)
    assert head  # checked
    raised = [
        _raise(draft, ask, text, severity, clause=clause, head=head) for clause, text, severity in _lacking(ask, head)
    ]
    if ask.values.get("steps", head.kind not in AUDITS):
        _work(draft, raised)


def raise_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What was found, how much it weighs, by when; whether it gets a step at once."""
    return (
        Input("text"),
        Input("severity", "choice", choices=tuple(Severity)),
        Input("due_on", "date"),
        Input("steps", "yes_no", required=False),
    )


def raise_check(ask: Ask) -> Iterator[Reason]:
    """The day lies ahead."""
    yield from _not_past(ask)


def raise_one(draft: Draft, ask: Ask) -> None:
    """The finding stands; it gets a step unless that is not wanted."""
    raised = _raise(draft, ask, ask.values["text"], Severity(ask.values["severity"]))
    if ask.values.get("steps", True):
        _work(draft, [raised])


def take_up(draft: Draft) -> None:
    """The stage began again: every open finding nobody works on becomes a step of this round."""
    if present(draft.casefile).round > 1:
        _work(draft, [one for one in draft.casefile.findings if _is_idle(draft.casefile, one)], by_rule=True)


def _raise(
    draft: Draft, ask: Ask, text: str, severity: Severity, *, clause: str = "", head: Assessment | None = None
) -> Finding:
    finding = Finding(
        key=f"F{len(draft.casefile.findings) + 1}",
        text=text,
        severity=severity,
        due_on=ask.values["due_on"],
        raised_on=draft.today,
        raised_by=draft.occasion.actor.login,
        clause=clause,
        standard=head.standard if head else "",
        assessment=head.key if head else "",
    )
    draft.add(FindingRaised(finding=finding))
    return finding


def _work(draft: Draft, findings: list[Finding], *, by_rule: bool = False) -> None:
    """One step for each, held by the enterprise, until the day the finding is due; the plan has a new revision."""
    for one in findings:
        target = until(max(one.due_on, draft.today), draft.today, draft.calendar)
        title = f"{one.key} {one.text}"[:80]
        item = Item(of_finding(one))
        key = open_extra(draft, title, target, by=Role.COORDINATOR, holder=ENTERPRISE, item=item)
        draft.add(FindingLinked(finding=one.key, step=key))
    if findings:
        reason = draft.occasion.reason or ", ".join(one.key for one in findings)
        amend(draft, reason, by_rule=by_rule)


def _is_idle(casefile: CaseFile, finding: Finding) -> bool:
    rows = (casefile.step(key) for key in finding.steps)
    return finding.state is FindingState.OPEN and not any(row and row.state in WAITING for row in rows)


def _lacking(ask: Ask, head: Assessment) -> Iterator[tuple[str, str, Severity]]:
    """Clauses that lost points and are no finding yet: key, what was found, how much it weighs."""
    known = {one.clause for one in ask.casefile.unverified if one.standard == head.standard}
    for one in gaps(ask.casefile, ask.occasion.shelf, head):
        title, note = one.clause.clause.title.zh, one.answer.note
        if one.clause.key not in known:
            said = f"{title}：{note}" if note else title
            yield one.clause.key, said, Severity.MAJOR if one.points < -1 else Severity.MINOR


def _heads(casefile: CaseFile) -> tuple[Assessment, ...]:
    heads = (one for one in casefile.assessments if one.kind in AGAINST_STANDARDS)
    return tuple(one for one in heads if one.state is not AssessmentState.DROPPED)


def _head(ask: Ask) -> Assessment | None:
    heads, key = _heads(ask.casefile), ask.values.get("assessment")
    return next((one for one in heads if one.key == key), None) if key else heads[-1] if heads else None


def _not_past(ask: Ask) -> Iterator[Reason]:
    due_on: date | None = ask.values.get("due_on")
    if due_on:
        yield from out_of_range("due_on", due_on, first=ask.occasion.today)
