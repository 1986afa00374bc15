"""The plan as documents and in words: its items with their origins, its revisions, what changed between two of them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from cases.planning.difference import ItemChange, Turn
from cases.planning.drafting import Proposal
from cases.planning.usual import Usual
from config import assessments, words
from config.i18n import N_, _
from config.reasons import sentence
from config.sentences import SENTENCES
from models.casefile import CaseFile
from models.changes import Change, FindingLinked, ItemAmended, PlanAmended, StepClosed, StepPlanned
from models.plan import Decision, Item, Origin, PlanItem, Revision, Why
from models.refusals import Invalid, Reason
from models.vocabulary import StepState

Document = dict[str, Any]
TURNS: dict[str, str] = {
    Turn.ADDED: N_("新增"),
    Turn.DROPPED: N_("取消"),
    Turn.MOVED: N_("改期"),
    Turn.CHANGED: N_("改写"),
}
_PAIR = re.compile(r"(?P<first>[0-9]{1,6})\.\.(?P<last>[0-9]{0,6})")
PARTS: dict[str, str] = {
    "title": N_("名称"),
    "by": N_("谁跟"),
    "enterprise": N_("企业谁办"),
    "evidence": N_("要交的材料"),
    "origins": N_("来源"),
    "due_on": N_("目标期限"),
    "statutory_due_on": N_("法定期限"),
}


# in words ---------------------------------------------------------------------------------------------------------------


def origin(one: Origin) -> str:
    """Why an item is in the plan: ``差距 · 第 12 条``, ``发现问题 F2``, ``会议决定 · 11 月联席会议``."""
    name = words.name(words.WHYS, one.why)
    if one.why is Why.FINDING:
        return f"{name} {one.said}"
    if one.why is Why.GAP:
        return f"{name} · " + _("第 {clause} 条").format(clause=one.clause)
    return f"{name} · {one.said}" if one.said else name


def reason(one: Revision) -> str:
    """Why a revision was made; one drafted without a word says from which assessment."""
    return assessments.said_of_key(one.reason) or one.reason


def because(said: str) -> str:
    """Why an item ended, in words where it ended by itself."""
    return sentence(Reason(said)) if said in SENTENCES else said


def paper(casefile: CaseFile, kind: str) -> str:
    """What a kind of evidence is called."""
    return words.said(casefile.process.papers.get(kind)) or kind


def took(workdays: int | None, cases: int | None) -> str:
    """How long it took others, empty where too few have done it to say."""
    return _("中位 {days} 个工作日（{cases} 件）").format(days=workdays, cases=cases) if cases else ""


def turned(casefile: CaseFile, one: ItemChange) -> list[str]:
    """What is told otherwise of an item, part by part: ``目标期限 2026-09-01 → 2026-10-09``."""
    if one.before is None:
        return []
    return [
        f"{words.name(PARTS, part)} {_part(casefile, one.before, part)} → {_part(casefile, one.after, part)}"
        for part in one.parts
    ]


def told(change: Change, titled: Callable[[str], str]) -> str:
    """What a change of the plan says in a case's history, where ``titled`` names steps; empty if it is none."""
    match change:
        case StepPlanned(item=Item(), title=title):
            return _said(_("新增"), title)
        case StepClosed(state=StepState.DROPPED, step=step):
            return _said(_("取消"), titled(step))
        case ItemAmended(title=title):
            return _said(_("改写"), title)
        case FindingLinked(finding=finding, step=step):
            return f"{finding} → {titled(step)}"
        case PlanAmended(revision=number):
            return _("方案第 {number} 版").format(number=number)
    return ""


def _said(what: str, title: str) -> str:
    return f"{what} {title}"


def _part(casefile: CaseFile, item: PlanItem, part: str) -> str:
    value = getattr(item, part)
    if part in {"title", "enterprise"}:
        return words.said(value) or "—"
    if part == "by":
        return words.name(words.ROLES, value)
    if part == "evidence":
        return "、".join(paper(casefile, kind) for kind in value) or "—"
    if part == "origins":
        return "、".join(map(origin, value))
    return str(value or "—")


def pair(written: str) -> tuple[int, int | None]:
    """Two revisions: ``1..3``, or ``1..`` for what changed since. Raises Invalid."""
    found = _PAIR.fullmatch(written)
    if found is None:
        raise Invalid(Reason("plan.no_pair", {"value": written}, "diff"))
    return int(found["first"]), int(found["last"]) if found["last"] else None


# documents --------------------------------------------------------------------------------------------------------------


def document(casefile: CaseFile, items: Iterable[PlanItem], revision: Revision | None) -> Document:
    """The plan as of one revision, or as it stands."""
    return {
        "no": casefile.no,
        "revision": revision.number if revision else casefile.plan_revision,
        "state": revision.state if revision else casefile.plan_state,
        "revisions": [_revision(one) for one in casefile.revisions],
        "items": [_item(casefile, one) for one in items],
    }


def difference_document(casefile: CaseFile, first: int, last: int | None, found: Iterable[ItemChange]) -> Document:
    """What changed from one revision to another, or up to now."""
    return {"no": casefile.no, "from": first, "to": last, "changes": [_change(casefile, one) for one in found]}


def proposals_document(casefile: CaseFile, found: Iterable[tuple[Proposal, Usual | None]]) -> Document:
    """What may go into the plan, each with how long it took others, where enough have done it."""
    return {"no": casefile.no, "items": [_proposal(one, took) for one, took in found]}


def _item(casefile: CaseFile, one: PlanItem) -> Document:
    return {
        "key": one.key,
        "title": words.said(one.title),
        "stage": one.stage,
        "round": one.round,
        "state": one.state,
        "origins": [
            {"why": each.why, "clause": each.clause, "standard": each.standard, "said": each.said, "text": origin(each)}
            for each in one.origins
        ],
        "by": one.by,
        "assignee": one.assignee,
        "holder": one.holder,
        "enterprise": words.said(one.enterprise),
        "evidence": [{"kind": kind, "title": paper(casefile, kind)} for kind in one.evidence],
        "due_on": one.due_on,
        "statutory_due_on": one.statutory_due_on,
        "provisional": one.provisional,
        "unconfirmed": one.unconfirmed,
        "opened_on": one.opened_on,
        "closed_on": one.closed_on,
        "reason": one.reason,
    }


def _revision(one: Revision) -> Document:
    return {
        "number": one.number,
        "version": one.version,
        "on": one.on,
        "by": one.by,
        "reason": reason(one),
        "state": one.state,
        "submitted": _decision(one.submitted),
        "decided": _decision(one.decided),
    }


def _decision(one: Decision | None) -> Document | None:
    return {"by": one.by, "on": one.on, "for": one.capacity, "words": one.words} if one else None


def _change(casefile: CaseFile, one: ItemChange) -> Document:
    return {
        "turn": one.turn,
        "key": one.after.key,
        "title": words.said(one.after.title),
        "parts": turned(casefile, one),
        "at": one.at,
        "by": one.by,
        "on_behalf_of": one.on_behalf_of,
        "act": one.act,
        "reason": one.reason or one.after.reason,
    }


def _proposal(one: Proposal, took: Usual | None) -> Document:
    return {
        "key": one.key,
        "clause": one.gap.clause.key,
        "clause_title": words.said(one.gap.clause.clause.title),
        "rating": one.gap.answer.rating,
        "note": one.gap.answer.note,
        "title": words.said(one.remedy.title),
        "by": one.remedy.by,
        "enterprise": words.said(one.owner),
        "evidence": list(one.remedy.evidence),
        "due_on": one.due_on,
        "findings": list(one.findings),
        "usual_workdays": took.workdays if took else None,
        "usual_cases": took.count if took else None,
    }
