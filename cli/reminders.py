"""Reminders: find what is due, send what is queued, foresee a day."""

from dataclasses import asdict
from typing import Annotated

import typer

from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, day, open_app
from config import contract, words
from config.i18n import _
from jobs.deliver import deliver as deliver_letters
from jobs.preview import Foreseen
from jobs.preview import preview as foresee
from jobs.sweep import sweep as sweep_watches

app = Commands(_("催办：巡查、投递、预演"))
_BECAUSE = {"because"}


@app.command("sweep")
def sweep() -> Answer:
    """找出到期的，排入待发；可以随时跑，也可以重复跑"""
    opened = open_app()
    report = sweep_watches(opened.database, opened.now(), opened.zone)
    counts = {name: getattr(report, name) for name in ("looked_at", "queued", "suppressed", "failed", "cases")}
    line = _("查看 {looked_at} 项，排入 {queued} 条，跳过 {suppressed} 条，失败 {failed} 项，涉及 {cases} 件案件")
    return Answer(counts, [line.format(**counts), *report.errors], code=FAILED if report.failed else DONE)


@app.command("deliver")
def deliver() -> Answer:
    """投递待发的消息：每人每时段一封，只在工作时间"""
    opened = open_app()
    report = deliver_letters(opened.database, opened.now(), opened.zone, opened.post)
    counts = {name: getattr(report, name) for name in ("letters", "messages", "sent", "retried", "dead")}
    line = _("{letters} 封信，{messages} 条消息：已发 {sent}，稍后重试 {retried}，失败 {dead}")
    shown = [line.format(**counts)]
    if report.held:
        shown.append(_("投递已停：{why}").format(why=report.held))
    return Answer(counts, shown)


@app.command("preview")
def preview(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("哪一天"))],
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("只看发给谁的"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("只看哪个示范点"))] = "",
    who: As = "",
) -> Answer:
    """那天会发什么、给谁、因为哪一级，压下了什么、为什么"""
    opened = open_app()
    with opened.database.reading() as tx:
        scope = contract.visible(actor(tx, who), site)
        found = foresee(tx, day(on), opened.now(), opened.zone, scope, person=person or None)
    titles = (_("收件人"), _("渠道"), _("梯级"), _("案件"), _("步骤"), _("缘由"), _("未发原因"))
    document = {
        "on": found.on,
        "messages": [
            {name: value for name, value in asdict(one).items() if name not in _BECAUSE} for one in found.messages
        ],
        "suppressed": [asdict(one) for one in found.suppressed],
    }
    return Answer(document, [Table(titles, [_row(one) for one in (*found.messages, *found.suppressed)])])


def _row(one: Foreseen) -> tuple[str, ...]:
    channel = words.name(words.CHANNELS, one.channel)
    return one.person, channel, one.rung, one.case, one.step, one.why, words.name(words.SUPPRESSIONS, one.because)
