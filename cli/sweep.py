"""Sweeping: find what is due, queue it."""

from cli.answer import DONE, FAILED, Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from jobs.sweep import sweep as sweep_watches

app = Commands(_("巡查"))


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
