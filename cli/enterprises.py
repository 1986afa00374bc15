"""Enterprises: taking rosters in, finding them again, what became of their credit."""

from pathlib import Path
from typing import Annotated, Any

import typer

from actions.record_credit_event import record_credit_event, retract_credit_event
from cli.answer import FAILED, Answer, Table
from cli.commands import Commands
from cli.files import content_of
from cli.reading import reading
from cli.terminal import As, actor, day, open_app
from config import contract
from config.i18n import _
from config.reader import Reader
from config.reasons import sentence
from jobs.import_roster import RosterRefused, RosterReport, import_roster
from models.vocabulary import LARGEST_ID
from store import enterprises

app = Commands(_("企业：导入名单、查询、信用"))
_SHOWN = 50
Uscc = Annotated[str, typer.Argument(metavar="USCC", help=_("统一社会信用代码"))]
Site = Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点；企业只在一个示范点时可不写"))]


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


@app.command("show")
def show(
    uscc: Uscc,
    site: Site = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help=_("看那天结束时的样子"))] = "",
    who: As = "",
) -> Answer:
    """企业的信用：等级及其历史、证书、何时可以申请及理由"""
    with reading(who) as reader:
        document = reader.enterprise(uscc, site=site, as_of=day(as_of) if as_of else None)
    return Answer(document, _credit(document))


@app.command("record")
def record(
    uscc: Uscc,
    kind: Annotated[str, typer.Argument(metavar="EVENT", help=_("信用事件，如 penalty；写错会列出可用的"))],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("发生之日"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("依据"))],
    site: Site = "",
    who: As = "",
) -> Answer:
    """登记一件影响企业信用的事"""
    opened = open_app()
    with opened.database.writing() as tx:
        reader = Reader(tx, actor(tx, who), opened.now(), opened.zone)
        record_credit_event(
            tx,
            site=site or reader.site_of(uscc),
            enterprise=uscc,
            kind=kind,
            on=day(on),
            reason=reason,
            actor=reader.person,
            now=reader.now,
            zone=opened.zone,
        )
        document = reader.enterprise(uscc, site=site)
    return Answer(document, _credit(document))


@app.command("retract")
def retract(
    uscc: Uscc,
    event: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help=_("事件的 id，见 enterprise show"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("为什么"))],
    site: Site = "",
    who: As = "",
) -> Answer:
    """撤销登记错的信用事件：留着记录，不再作数"""
    opened = open_app()
    with opened.database.writing() as tx:
        reader = Reader(tx, actor(tx, who), opened.now(), opened.zone)
        at = site or reader.site_of(uscc)
        retract_credit_event(
            tx,
            site=at,
            enterprise=uscc,
            event=event,
            reason=reason,
            actor=reader.person,
            now=reader.now,
            zone=reader.zone,
        )
        document = reader.enterprise(uscc, site=at)
    return Answer(document, _credit(document))


def _credit(document: dict[str, Any]) -> list[str | Table]:
    level = document["level"]
    head = f"{document['uscc']}  {document['name']}  {level['title'] if level else ''}"
    suspended = document["measures_suspended_since"]
    told = [_("{since} 起暂停适用管理措施").format(since=suspended)] if suspended else []
    if until := document["clean_until"]:
        unsure = _("（待核）") if document["clean_unconfirmed"] else ""
        told.append(_("{until} 届满自动修复").format(until=until) + unsure)
    certificates = [
        (one["no"], one["title"], one["valid_from"], one["review_on"], one["ended_on"], one["scope"], one["case"])
        for one in document["certificates"]
    ]
    events = [
        (one["on"], one["title"], one["level_title"], one["case"], one["text"], one["id"]) for one in document["events"]
    ]
    windows = [
        (one["title"], one["opens_on"], "; ".join(why["text"] for why in one["reasons"])) for one in document["windows"]
    ]
    return [
        head,
        *told,
        Table(
            (_("证书编号"), _("信用等级"), _("首日"), _("应复核日期"), _("终止"), _("适用范围"), _("案件")),
            certificates,
        ),
        Table((_("日期"), _("信用事件"), _("信用等级"), _("案件"), _("依据"), "id"), events),
        Table((_("申请等级"), _("最早可申请"), _("为什么")), windows),
    ]


def _shown(report: RosterReport, remark: str) -> list[str | Table]:
    counts = _("新增 {new}，更新 {updated}，相同 {same}，不合格 {rejected}").format(
        new=report.new, updated=report.updated, same=report.same, rejected=report.rejected
    )
    told = [
        (row.row, "\n".join(row.fields or (row.field,)), "\n".join(map(sentence, row.why)))
        for row in report.rows
        if row.why
    ]
    table = Table((_("行"), _("列"), _("原因")), told)
    unknown = _("不认识的列，已原样保留：{columns}").format(columns="、".join(report.unknown_columns))
    return [*([table] if told else []), *([unknown] if report.unknown_columns else []), counts, *filter(None, [remark])]
