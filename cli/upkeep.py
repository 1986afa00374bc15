"""Looking after an installation: whether it is healthy, how it comes back."""

from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from typing import Annotated

import typer

from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import words
from config.i18n import _
from config.reasons import sentence
from jobs.recompute import recompute as recompute_dates
from jobs.release import release_by_journal, release_without_journal
from jobs.stuck import stuck
from jobs.tidy import tidy as tidy_up
from jobs.unpublished import unpublished
from jobs.verify_journal import verify_journal
from models.moments import local_date
from models.refusals import Reason, Refused
from store import backup as backups
from store import doctor as doctors
from store.anchors import Anchors

app = Commands(_("照看一套安装"))


@app.command("doctor")
def doctor() -> Answer:
    """体检：数据库、文件、日历、时钟；每一条都说明怎么办"""
    opened = open_app(prepared=False)  # a doctor changes nothing, and must be able to look at what does not open
    now = opened.now().astimezone(opened.zone)
    today = local_date(now, opened.zone)
    found = doctors.examine(
        opened.database,
        opened.home,
        now,
        today,
        verify=lambda tx: verify_journal(tx, anchors=Anchors.of(opened.home)),
        unpublished=unpublished,
        stuck=lambda tx: stuck(tx, now, opened.zone),
        patience=opened.settings.patience,
    )
    findings = [{"check": one.check, "health": one.health, "text": sentence(one.reason)} for one in found]
    rows = [
        (words.title(words.CHECKS, one.check), words.name(words.HEALTH, one.health), sentence(one.reason))
        for one in found
    ]
    wrong = [
        f"{what}: {said}"
        for one, (what, _health, said) in zip(found, rows, strict=True)
        if one.health is doctors.Health.BAD
    ]
    document = {"ok": not wrong, "findings": findings}
    table = Table((_("项目"), _("结果"), _("说明")), rows)
    return Answer(document, [table], code=FAILED if wrong else DONE, wrong=wrong)


@app.command("tidy")
def tidy() -> Answer:
    """清理过期的会话、口令与旧记录；时钟每夜自己做"""
    opened = open_app()
    counts = asdict(tidy_up(opened.database, opened.now()))
    line = _("清理了 {sign_ins} 条登录记录、{answers} 条应答、{runs} 条运行记录")
    return Answer(counts, [line.format(**counts)])


@app.command("recompute")
def recompute(check: Annotated[bool, typer.Option("--check", help=_("只看会怎样变，不写入"))] = False) -> Answer:
    """按现行日历重算全部在办案件的期限，逐条报告哪些动了"""
    opened = open_app()
    report = recompute_dates(opened.database, opened.now(), opened.zone, check=check)
    titles = (_("案件"), _("步骤"), _("期限"), _("原来"), _("现在"), _("因为"))
    names = ("case", "step", "tier", "before", "after", "because")
    rows = [(one.case, one.step, one.tier, one.before, one.after, words.rest_days(one.because)) for one in report.moves]
    told = _("{cases} 件案件，{moves} 个日期不同").format(cases=report.cases, moves=len(rows))
    document = {
        "cases": report.cases,
        "differences": len(rows),
        "failed": len(report.errors),
        "moves": [dict(zip(names, row, strict=True)) for row in rows],
    }
    table = [Table(titles, rows)] if rows else []
    if report.errors or (check and rows):
        return Answer(document, table, code=FAILED, wrong=[*report.errors, told])
    return Answer(document, [*table, told])


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help=_("备份文件"))]) -> Answer:
    """恢复到空的安装；投递先停着，用 release 放行"""
    opened = open_app(prepared=False)
    manifest = backups.restore(file, opened.database, opened.home, marker=token_hex(16))
    return Answer(manifest, [_("已恢复；投递已停，确认无误后运行 oneplan release --from-journal")])


@app.command("release")
def release(
    from_journal: Annotated[
        bool, typer.Option("--from-journal", help=_("按发送日志（sent.jsonl）：备份之后发过的不再发"))
    ] = False,
    without_journal: Annotated[
        bool, typer.Option("--without-journal", help=_("没有发送日志：此刻为止该发的一律扣留，只发今后的"))
    ] = False,
) -> Answer:
    """恢复之后放行投递：发过的不再发；没有发送日志就分不清哪些发过，须写明 --without-journal"""
    if from_journal == without_journal:
        raise Refused(Reason("release.how"))
    opened = open_app()
    log, fresh = opened.post.journal, token_hex(16)
    if from_journal:
        release_by_journal(opened.database, opened.home, log, fresh, opened.now())
        return Answer({"held": 0}, [_("投递已放行；发送日志里有的不再发")])
    held = release_without_journal(opened.database, opened.home, log, fresh, opened.now(), opened.zone)
    told = _(
        "投递已放行；{count} 条此刻为止该发的消息仍扣留：分不清哪些发过，oneplan messages list --state held 可查看"
    )
    later = _("日后找到发送日志，放到 {path}，再运行 oneplan release --from-journal，没发过的就会发出")
    return Answer({"held": held}, [told.format(count=held), later.format(path=log.path)])
