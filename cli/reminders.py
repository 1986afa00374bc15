"""Reminders: find what is due, send what is queued, foresee a day."""

from typing import Annotated

import typer

from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import As, day, open_app, reading
from config import words
from config.i18n import _
from jobs.deliver import deliver as deliver_letters
from jobs.sweep import sweep as sweep_watches

app = Commands(_("催办：巡查、投递、预演"))


@app.command("sweep")
def sweep() -> Answer:
    """找出到期的，排入待发；可以随时跑，也可以重复跑"""
    opened = open_app()
    report = sweep_watches(opened.database, opened.now(), opened.zone)
    counts = {name: getattr(report, name) for name in ("looked_at", "queued", "suppressed", "failed", "cases", "done")}
    line = _(
        "查看 {looked_at} 项，排入 {queued} 条，跳过 {suppressed} 条，失败 {failed} 项，涉及 {cases} 件案件，连带动作 {done} 个"
    )
    shown = _("另一处正在巡查，这里没有查看") if report.elsewhere else line.format(**counts)
    return Answer(counts, [shown], code=FAILED if report.failed else DONE, wrong=report.errors)


@app.command("deliver")
def deliver() -> Answer:
    """投递待发的消息：每人每时段一封，只在工作时间"""
    opened = open_app()
    report = deliver_letters(opened.database, opened.now(), opened.zone, opened.post)
    counts = {name: getattr(report, name) for name in ("letters", "messages", "sent", "retried", "dead", "beyond")}
    line = _("{letters} 封信，{messages} 条消息：已发 {sent}，稍后重试 {retried}，失败 {dead}")
    shown = [line.format(**counts)]
    if report.stranded:
        shown.append(_("{count} 条待发：没有设发信服务器（ONEPLAN_SMTP_URL）").format(count=report.stranded))
    if waiting := report.waiting - report.stranded:
        shown.append(_("{count} 条待发：等收件人的下一个时段").format(count=waiting))
    if report.beyond:
        shown.append(_("告警：一次投递超过上限，{count} 封信留到下一次").format(count=report.beyond))
    if report.held:
        shown.append(_("投递已停：{why}").format(why=words.held(report.held)))
    wrong = [_("{count} 封信出了意外，稍后再试；原因见日志").format(count=report.failed)] if report.failed else []
    return Answer(counts, shown, code=FAILED if wrong else DONE, wrong=wrong)


@app.command("preview")
def preview(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("哪一天"))],
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("只看发给谁的"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("只看哪个示范点"))] = "",
    who: As = "",
) -> Answer:
    """那天会发什么、给谁、因为哪一级，压下了什么、为什么"""
    with reading(who) as reader:
        document = reader.preview(day(on), person=person, site=site)
    titles = (_("收件人"), _("渠道"), _("梯级"), _("案件"), _("步骤"), _("缘由"), _("代谁"), _("未发原因"))
    rows = [_row(one) for one in (*document["messages"], *document["suppressed"])]
    note = _("推算：其间每天照常巡查，无人办理、日期不变")
    return Answer(document, [Table(titles, rows), note])


def _row(one: dict[str, str]) -> tuple[str, ...]:
    channel, because = (
        words.name(words.CHANNELS, one["channel"]),
        words.name(words.SUPPRESSIONS, one.get("because", "")),
    )
    return one["person"], channel, one["rung"], one["case"], one["step"], one["why"], one["on_behalf_of"], because
