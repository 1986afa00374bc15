"""What an act would move, for people at a terminal: one table for each kind of thing, none that is empty."""

from collections.abc import Iterable, Iterator
from typing import Any

from cli.answer import Table
from config import words
from config.i18n import _
from config.parties import holder
from config.ripples import is_still
from config.unsure import marked, marks

Document = dict[str, Any]


def shown(document: Document) -> list[str | Table]:
    """The tables, or the sentence that nothing moves."""
    note = _("未写入：去掉 --dry-run 才会办理")
    if is_still(document):
        return [_("没有连带影响"), note]
    return [*_lines(document), *(table for table in _tables(document) if table.rows), note]


def _lines(document: Document) -> Iterator[str]:
    """Where the case goes, whose clocks stop or run again, and who is told."""
    if stage := document["stage"]:
        yield _("阶段：{before} → {after}").format(**stage)
    if status := document["status"]:
        names = {name: words.name(words.CASE_STATUS, status[name]) for name in ("before", "after")}
        yield _("状态：{before} → {after}").format(**names)
    for name, said in (("stopped", _("停止计时：{steps}")), ("running", _("恢复计时：{steps}"))):
        if steps := [one["title"] for one in document[name]]:
            yield said.format(steps="、".join(steps))
    if told := [f"{one['person']} {one['on']}" for one in document["told"]]:
        yield _("会提醒：{people}").format(people="、".join(told))


def _tables(document: Document) -> Iterator[Table]:
    before, after = _("现在"), _("之后")
    yield Table(
        (_("步骤"), _("期限"), before, after, _("工作日差"), _("缘由")),
        [
            (one["title"], words.name(words.TIERS, one["tier"]), *_dates(one), one["workdays"] or "", one["because"])
            for one in document["dates"]
        ],
    )
    yield Table((_("步骤"), before, after), list(_worded(document["steps"], words.STEP_STATES)))
    yield Table(
        (_("球权"), before, after),
        [(one["title"], holder(one["before"]), holder(one["after"])) for one in document["holders"]],
    )
    yield Table(
        (_("经办"), before, after),
        [(words.name(words.ROLES, one["role"]) or one["title"], *_both(one)) for one in document["places"]],
    )
    yield Table(
        (_("收件人"), _("步骤"), _("缘由"), _("梯级"), before, after),
        [
            (one["person"], one["title"], words.name(words.SUBJECTS, one["subject"]), one["rung"], *_both(one))
            for one in document["reminders"]
        ],
    )


def _worded(found: Iterable[Document], known: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((one["title"], words.name(known, one["before"]), words.name(known, one["after"])) for one in found)


def _dates(one: Document) -> tuple[Any, str]:
    unsure = marks(provisional=one["provisional"], unconfirmed=one["unconfirmed"])
    return one["before"], marked(one["after"], unsure)


def _both(one: Document) -> tuple[Any, Any]:
    return one["before"], one["after"]
