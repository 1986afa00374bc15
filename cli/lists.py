"""The lists of the day: a person's work, a site's board, the agenda of its joint meeting."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As
from config import whose_time, words
from config.i18n import _
from config.parties import holder
from config.unsure import both_dates
from models.vocabulary import Priority

app = Commands(_("我的工作、阶段看板与议程"))


@app.command("work")
def work(
    who: As = "",
    cursor: Annotated[str, typer.Option("--cursor", help=_("从上一页的 next 接着看"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("最多几条"))] = 1000,
) -> Answer:
    """我的工作：该我做的步骤，最早到期的在前"""
    with reading(who) as reader:
        document = reader.worklist(cursor=cursor, limit=limit)
    titles = (
        _("案件"),
        _("企业"),
        _("步骤"),
        _("状态"),
        _("目标期限"),
        _("法定期限"),
        _("逾期工作日"),
        _("球权"),
        _("已持有工作日"),
        _("承诺日"),
        _("优先级"),
        _("代谁"),
    )
    rows = [
        (
            item["no"],
            item["enterprise"]["name"],
            item["title"],
            words.name(words.STEP_STATES, item["state"]),
            *both_dates(item),
            item["overdue_workdays"] or "",
            holder(item["holder"]),
            item["held_workdays"] or "",
            item["promised_on"],
            words.name(words.PRIORITIES, item["priority"]) if item["priority"] == Priority.HIGH else "",
            item["on_behalf_of"],
        )
        for item in document["items"]
    ]
    whose = [] if who else [_("以 host 的身份查看；看某人的工作：--as LOGIN")]
    return Answer(document, [Table(titles, rows), *whose])


@app.command("board")
def board(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """阶段看板：每个阶段有几件、多久、谁逾期"""
    with reading(who) as reader:
        document = reader.board(site)
    titles = (_("流程"), _("阶段"), _("件数"), _("暂停"), _("逾期"), _("中位天数"), _("九成不超过"), _("责任分摊"))
    names = ("process", "stage_title", "count", "suspended", "late", "median_days", "p90_days")
    rows = [(*(one[name] for name in names), whose_time.in_words(one["held"])) for one in document["items"]]
    return Answer(document, [Table(titles, rows)])


@app.command("agenda")
def agenda(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """联席会议议程：列在上面的案件，最早列入的在前；移出用 case do NO take-off-agenda"""
    with reading(who) as reader:
        document = reader.agenda(site)
    titles = (_("案件"), _("企业"), _("阶段"), _("协调员"), _("列入日期"), _("缘由"), _("优先级"))
    rows = [
        (
            one["no"],
            one["enterprise"]["name"],
            one["stage_title"],
            one["coordinator"],
            one["since"],
            words.by_rung(one["reason"]),
            words.name(words.PRIORITIES, one["priority"]),
        )
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("benefits")
def benefits(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """红利兑现：各部门应兑现多少、已兑现多少、按期的占多少"""
    with reading(who) as reader:
        document = reader.benefits(site)
    titles = (_("部门"), _("应兑现"), _("已兑现"), _("按期"), _("逾期未兑现"), _("按期兑现率"))
    names = ("owed", "delivered", "in_time", "overdue")
    rows = [
        (holder(one["holder"]), *(one[name] for name in names), "" if one["percent"] is None else f"{one['percent']}%")
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("watchlist")
def watchlist(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))],
    who: As = "",
) -> Answer:
    """关注名单：获证以来信用有异常的企业"""
    with reading(who) as reader:
        document = reader.watchlist(site)
    titles = (_("企业"), _("证书编号"), _("发生了什么"), _("暂停适用管理措施"))
    rows = [
        (one["name"], one["certificate"], "; ".join(one["happened"]), one["measures_suspended_since"])
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])
