"""The two lists of the day: a person's work, a site's board."""

from typing import Annotated

import typer

from actions.surroundings import surroundings
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, open_app
from config import contract, words
from config.i18n import _
from models.moments import local_date
from store import board as boards
from store import sites, worklist

app = Commands(_("我的工作与阶段看板"))


@app.command("work")
def work(who: As = "") -> Answer:
    """我的工作：该我做的步骤，最早到期的在前"""
    opened = open_app()
    with opened.database.reading() as tx:
        person = actor(tx, who)
        found = worklist.of_person(tx, contract.visible(person), person.login)
        calendars = {
            one.site: surroundings(tx, one.site, person, opened.now(), zone=opened.zone).occasion for one in found
        }
        items = [contract.work_item(tx, one, calendars[one.site].calendar, calendars[one.site].today) for one in found]
    titles = (_("案件"), _("企业"), _("步骤"), _("状态"), _("目标期限"), _("法定期限"), _("逾期工作日"), _("球权"))
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
        )
        for item in items
    ]
    return Answer(contract.listing(items), [Table(titles, rows)])


@app.command("board")
def board(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """阶段看板：每个阶段有几件、多久、谁逾期"""
    opened = open_app()
    with opened.database.reading() as tx:
        sites.get(tx, site)
        found = boards.board(
            tx, contract.visible(actor(tx, who), site), local_date(opened.now(), opened.zone), cards=1000
        )
    titles = (_("流程"), _("阶段"), _("件数"), _("暂停"), _("逾期"), _("中位天数"), _("九成不超过"))
    rows = [
        (one.process, one.stage, one.count, one.suspended, one.late, one.median_days, one.p90_days) for one in found
    ]
    return Answer(contract.listing(map(contract.board_column, found)), [Table(titles, rows)])
