"""The plan of a case as a terminal tells it: its items, its revisions, what changed, what may go into it."""

from collections.abc import Iterator
from typing import Any

from cli.answer import Table
from config import plan, words
from config.i18n import _
from config.plan import Document
from models.plan import PlanState


def shown(said: Document) -> list[str | Table]:
    """The document for people."""
    if "changes" in said:
        return list(_changes(said))
    return list(_items(said) if "revisions" in said else _proposals(said))


def _items(said: Document) -> Iterator[str | Table]:
    state = words.name(words.PLAN_STATES, said["state"])
    yield _("方案第 {number} 版").format(number=said["revision"]) + f"  {state}"
    titles = (_("步骤"), _("名称"), _("来源"), _("海关谁跟"), _("企业谁办"), _("目标期限"), _("法定期限"), _("状态"))
    rows = [
        (
            one["key"],
            one["title"],
            "; ".join(each["text"] for each in one["origins"]),
            one["assignee"] or words.name(words.ROLES, one["by"]),
            one["enterprise"],
            one["due_on"],
            one["statutory_due_on"],
            words.name(words.STEP_STATES, one["state"]),
        )
        for one in said["items"]
    ]
    yield Table(titles, rows)
    if said["revisions"]:
        heads = (_("版次"), _("日期"), _("谁"), _("理由"), _("状态"), _("审批"))
        yield Table(heads, [_revision(one) for one in said["revisions"]])


def _revision(one: dict[str, Any]) -> tuple[Any, ...]:
    decided = one["decided"] or {"by": "", "on": "", "words": ""}
    state = "" if one["state"] == PlanState.DRAFT else words.name(words.PLAN_STATES, one["state"])
    told = " ".join(str(decided[part]) for part in ("on", "by", "words") if decided[part])
    return one["number"], one["on"], one["by"], one["reason"], state, told


def _changes(said: Document) -> Iterator[str | Table]:
    titles = ("", _("步骤"), _("名称"), _("改了什么"), _("谁"), _("理由"))
    rows = [
        (
            words.name(plan.TURNS, one["turn"]),
            one["key"],
            one["title"],
            "; ".join(one["parts"]),
            one["by"],
            one["reason"],
        )
        for one in said["changes"]
    ]
    yield Table(titles, rows)


def _proposals(said: Document) -> Iterator[str | Table]:
    titles = ("", _("条"), _("名称"), _("企业谁办"), _("期限"), _("他案用时"))
    rows = [
        (
            one["key"],
            one["clause_title"],
            one["title"],
            one["enterprise"],
            one["due_on"],
            plan.took(one["usual_workdays"], one["usual_cases"]),
        )
        for one in said["items"]
    ]
    yield Table(titles, rows)
