"""Delivering: send what is queued."""

from cli.answer import DONE, FAILED, Answer
from cli.commands import Commands
from cli.terminal import open_app
from config import words
from config.i18n import _
from jobs.deliver import deliver as deliver_letters

app = Commands(_("投递"))


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
