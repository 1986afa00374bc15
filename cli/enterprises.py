"""Enterprises: taking rosters in, finding them again."""

from pathlib import Path
from typing import Annotated

import typer

from cli.answer import FAILED, Answer, Table
from cli.commands import Commands
from cli.files import content_of
from cli.reading import reading
from cli.terminal import As, actor, open_app
from config import contract
from config.i18n import _
from jobs.import_roster import RosterRefused, RosterReport, import_roster
from store import enterprises

app = Commands(_("企业：导入名单、查询"))
_SHOWN = 50


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("名单：CSV（UTF-8、带 BOM、GB18030）或 XLSX"))],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("导入哪个示范点"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看结果，不写入"))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=_("有一行不合格就整份不导入"))] = False,
    who: As = "",
) -> Answer:
    """导入企业名单。

    必需列：统一社会信用代码、企业名称。认识的列：海关注册编码、信用等级、行业、进出口额（亿元）、联系人、电话、邮箱；其他列原样保留。
    """
    content = content_of(file)
    opened = open_app()
    with opened.database.reading() as tx:
        person = actor(tx, who)
    try:
        report = import_roster(
            opened.database,
            content,
            name=file.name,
            site=site,
            actor=person,
            now=opened.now(),
            dry_run=dry_run,
            strict=strict,
        )
    except RosterRefused as refused:
        document, shown = contract.roster_report(refused.report), _shown(refused.report, _("有不合格的行，整份未导入"))
        return Answer(document, shown, code=FAILED, error=refused.code, reasons=refused.reasons)
    return Answer(contract.roster_report(report), _shown(report, _("试运行，未写入") if dry_run else ""))


@app.command("list")
def listing(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help=_("名称、拼音、首字母或代码"))] = "",
    cursor: Annotated[str, typer.Option("--cursor", help=_("从上一页的 next 接着看"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("最多几条"))] = _SHOWN,
    who: As = "",
) -> Answer:
    """查询企业"""
    with reading(who) as reader:
        found = enterprises.listing(reader.tx, reader.scope(site), search=search, cursor=cursor or None, limit=limit)
    titles = (_("统一社会信用代码"), _("企业名称"), _("示范点"), _("信用等级"), _("行业"))
    rows = [(one.uscc, one.name, one.site, one.credit_level, one.industry) for one in found.items]
    return Answer(contract.listing(found.items, found.next), [Table(titles, rows)])


def _shown(report: RosterReport, remark: str) -> list[str | Table]:
    counts = _("新增 {new}，更新 {updated}，相同 {same}，不合格 {rejected}").format(
        new=report.new, updated=report.updated, same=report.same, rejected=report.rejected
    )
    told = [row for row in contract.roster_report(report)["rows"] if row["why"]]
    table = Table((_("行"), _("列"), _("原因")), [(row["row"], row["field"], row["why"]) for row in told])
    unknown = _("不认识的列，已原样保留：{columns}").format(columns="、".join(report.unknown_columns))
    return [*([table] if told else []), *([unknown] if report.unknown_columns else []), counts, *filter(None, [remark])]
