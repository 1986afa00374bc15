"""The two lists of the day: a person's work, a site's board."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import As, reading
from config import words
from config.i18n import _

app = Commands(_("我的工作与阶段看板"))


@app.command("work")
def work(who: As = "") -> Answer:
    """我的工作：该我做的步骤，最早到期的在前"""
    with reading(who) as reader:
        document = reader.worklist()
    titles = (
        _("案件"),
        _("企业"),
        _("步骤"),
        _("状态"),
        _("目标期限"),
        _("法定期限"),
        _("逾期工作日"),
        _("球权"),
        _("代谁"),
    )
    rows = [
        (
            item["no"],
            item["enterprise"]["name"],
            item["title"],
            words.name(words.STEP_STATES, item["state"]),
            item["due_on"],
            item["statutory_due_on"],
            item["overdue_workdays"] or "",
            words.name(words.HOLDERS, item["holder"]),
            item["on_behalf_of"],
        )
        for item in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("board")
def board(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """阶段看板：每个阶段有几件、多久、谁逾期"""
    with reading(who) as reader:
        document = reader.board(site)
    titles = (_("流程"), _("阶段"), _("件数"), _("暂停"), _("逾期"), _("中位天数"), _("九成不超过"))
    names = ("process", "stage", "count", "suspended", "late", "median_days", "p90_days")
    rows = [tuple(one[name] for name in names) for one in document["items"]]
    return Answer(document, [Table(titles, rows)])
