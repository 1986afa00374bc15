"""Looking after an installation: what is in effect, whether it is healthy, how it comes back."""

from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Annotated

import typer

from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from config.reasons import sentence
from config.settings import describe
from jobs.recompute import recompute as recompute_dates
from models.moments import local_date
from models.refusals import Reason, Refused
from store import backup as backups
from store import doctor as doctors
from store import marker, outbox

app = Commands(_("照看一套安装"))


@app.command("settings")
def settings() -> Answer:
    """现行设置及其来源；密钥已遮蔽"""
    lines = describe(open_app(prepared=False).settings)
    table = Table((_("设置"), _("值"), _("来源")), [(line.name, line.value, line.source) for line in lines])
    return Answer({"items": [line._asdict() for line in lines], "next": None}, [table])


@app.command("doctor")
def doctor() -> Answer:
    """体检：数据库、文件、日历、时钟；每一条都说明怎么办"""
    opened = open_app()
    now = opened.now()
    found = doctors.examine(
        opened.database, opened.home, now, local_date(now, opened.zone), sweep_every=timedelta(minutes=30)
    )
    rows = [(one.check, one.health, sentence(one.reason)) for one in found]
    bad = any(one.health is doctors.Health.BAD for one in found)
    document = {
        "ok": not bad,
        "findings": [{"check": check, "health": health, "text": text} for check, health, text in rows],
    }
    return Answer(document, [Table((_("项目"), _("结果"), _("说明")), rows)], code=FAILED if bad else DONE)


@app.command("recompute")
def recompute(check: Annotated[bool, typer.Option("--check", help=_("只看会怎样变，不写入"))] = False) -> Answer:
    """按现行日历重算全部在办案件的期限，逐条报告哪些动了"""
    opened = open_app()
    report = recompute_dates(opened.database, opened.now(), opened.zone, check=check)
    titles = (_("案件"), _("步骤"), _("期限"), _("原来"), _("现在"), _("因为"))
    rows = [(one.case, one.step, one.tier, one.before, one.after, one.because) for one in report.moves]
    told = _("{cases} 件案件，{moves} 个日期不同").format(cases=report.cases, moves=len(rows))
    document = {"cases": report.cases, "differences": len(rows), "moves": report.moves}
    return Answer(document, [*([Table(titles, rows)] if rows else []), told], code=FAILED if check and rows else DONE)


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help=_("备份文件"))]) -> Answer:
    """恢复到空的安装；投递先停着，用 release 放行"""
    opened = open_app(prepared=False)
    manifest = backups.restore(file, opened.database, opened.home, marker=token_hex(16))
    return Answer(manifest, [_("已恢复；投递已停，确认无误后运行 oneplan release --from-journal")])


@app.command("release")
def release(
    from_journal: Annotated[bool, typer.Option("--from-journal", help=_("备份之后发过的不再发"))] = False,
) -> Answer:
    """恢复之后放行投递：恢复前已排队的作废，巡查会重新找出仍然该发的"""
    if not from_journal:
        raise Refused(Reason("release.how"))
    opened = open_app()
    with opened.database.writing() as tx:
        stopped = outbox.hold(tx, "restored")
        marker.adopt(tx, opened.home, token_hex(16))
    return Answer(
        {"held": stopped}, [_("投递已放行；备份里排队的 {count} 条仍扣留，请核对后处理").format(count=stopped)]
    )
