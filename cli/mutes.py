"""Mutes: what is not reminded of for a while."""

from typing import Annotated

import typer

from actions.lift_mute import lift_mute
from actions.mute import mute
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, actor, day, open_app
from config import contract, words
from config.i18n import _
from config.reader import Reader
from models.vocabulary import LARGEST_ID

app = Commands(_("静音：一段时间不提醒"))


@app.command("add")
def add(
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=_("到哪天，含当日"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("为什么"))],
    case: Annotated[str, typer.Option("--case", metavar="NO", help=_("案号"))] = "",
    step: Annotated[str, typer.Option("--step", metavar="KEY", help=_("案件的一个步骤"))] = "",
    enterprise: Annotated[str, typer.Option("--enterprise", metavar="USCC", help=_("企业的全部案件"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("整个示范点，或企业所在的示范点"))] = "",
    who: As = "",
) -> Answer:
    """静音一个步骤、案件、企业或示范点：到期自动恢复，法定期限照常提醒"""
    if not (case or enterprise or site) or (case and enterprise) or (step and not case):
        raise typer.BadParameter(_("写 --case（可加 --step）、--enterprise 或 --site 之一"))
    opened = open_app()
    with opened.database.writing() as tx:
        reader = Reader(tx, actor(tx, who), opened.now(), opened.zone)
        made = mute(
            tx,
            no=case,
            step=step,
            uscc=enterprise,
            site=site or (reader.site_of(enterprise) if enterprise else ""),
            until=day(until),
            reason=reason,
            actor=reader.person,
            now=reader.now,
            zone=opened.zone,
        )
    return Answer(contract.mute(made), [_("已静音到 {until}（含当日）").format(until=made.until)])


@app.command("list")
def listing(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    who: As = "",
) -> Answer:
    """现在静音的"""
    with reading(who) as reader:
        document = reader.mutes(site)
    titles = ("id", _("范围"), _("示范点"), _("案号或信用代码"), _("步骤"), _("到"), _("为什么"), _("谁"))
    names = ("site", "name", "step", "until", "reason", "by")
    rows = [
        (one["id"], words.name(words.MUTES, one["on"]), *(one[name] for name in names)) for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("lift")
def lift(
    id: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help=_("静音编号"))], who: As = ""
) -> Answer:
    """解除静音：压下的只补最高一级"""
    opened = open_app()
    with opened.database.writing() as tx:
        lifted = lift_mute(tx, id, actor=actor(tx, who), now=opened.now(), zone=opened.zone)
    return Answer(contract.mute(lifted), [_("已解除静音")])
