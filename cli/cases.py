"""Cases: opening them, acting on them, seeing them, taking running ones over."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from actions import perform
from actions.open_case import open_case
from cli import moving, plans, ripple
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.files import content_of, whole
from cli.reading import reading
from cli.terminal import As, actor, day, open_app, pairs
from config import contract, whose_time, words
from config.i18n import _, language
from config.parties import holder
from config.reader import Reader
from config.reasons import as_document
from config.unsure import both_dates
from config.wiring import App
from documents import evidence
from documents.drawing import Form
from jobs import bulk
from jobs.import_cases import import_cases
from models.acts import Done
from models.vocabulary import Priority
from store.files import FileStore, remember

app = Commands(_("案件：立案、办理、查看、接管"))
No = Annotated[str, typer.Argument(metavar="NO", help=_("案件编号，如 RZ-2026-0031"))]


@app.command("open")
def open_one(
    enterprise: Annotated[str, typer.Option("--enterprise", metavar="USCC", help=_("统一社会信用代码"))],
    process: Annotated[str, typer.Option("--process", metavar="ID", help=_("流程，如 aeo-advanced"))],
    coordinator: Annotated[str, typer.Option("--coordinator", metavar="LOGIN", help=_("企业协调员"))],
    liaison: Annotated[str, typer.Option("--liaison", metavar="LOGIN", help=_("企业联络员"))] = "",
    site: Annotated[
        str, typer.Option("--site", metavar="CODE", help=_("示范点；不写则为企业所在的，有几个时为协调员的"))
    ] = "",
    who: As = "",
) -> Answer:
    """立案"""
    opened = open_app()
    with opened.database.writing() as tx:
        reader = Reader(tx, actor(tx, who), opened.now(), opened.zone)
        done = open_case(
            tx,
            site=site or reader.site_of(enterprise, coordinator),
            enterprise=enterprise,
            process=process,
            coordinator=coordinator,
            liaison=liaison or None,
            actor=reader.person,
            now=reader.now,
            zone=opened.zone,
        )
        window = reader.case(done.no)["window"]
    return _done(done, *_window(window))


@app.command("do")
def do(
    no: No,
    act: Annotated[str, typer.Argument(metavar="ACT", help=_("动作，如 complete-step；可做的见 case options"))],
    step: Annotated[str, typer.Option("--step", metavar="KEY", help=_("步骤"))] = "",
    values: Annotated[list[str], typer.Option("--set", metavar="name=value", help=_("填写项，可多次"))] = [],  # noqa: B006
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))] = "",
    version: Annotated[int | None, typer.Option("--version", metavar="N", help=_("您看到的版本；已变则拒绝"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看连带影响，不写入"))] = False,
    who: As = "",
) -> Answer:
    """办理一个动作"""
    inputs = pairs(values)
    if dry_run:
        with reading(who) as reader:
            document = reader.ripple(no, act, step=step or None, inputs=inputs, reason=reason, version=version)
        return Answer(document, ripple.shown(document))
    opened = open_app()
    with opened.database.writing() as tx:
        acting = actor(tx, who)
        done = perform.perform(
            tx,
            act,
            no,
            actor=acting,
            now=opened.now(),
            step=step or None,
            inputs=_with_file(opened, tx, inputs, acting.login) if act == "attach-evidence" else inputs,
            reason=reason,
            version=version,
            zone=opened.zone,
        )
    return _done(done)


@app.command("bulk")
def many(
    act: Annotated[str, typer.Argument(metavar="ACT", help=_("动作：") + "、".join(bulk.ACTS))],
    numbers: Annotated[list[str], typer.Option("--no", metavar="NO", help=_("案件编号，可多次"))] = [],  # noqa: B006
    coordinator: Annotated[
        str, typer.Option("--coordinator", metavar="LOGIN", help=_("此人协调的；- 为无协调员的"))
    ] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="KEY", help=_("阶段"))] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help=_("只办逾期的"))] = False,
    values: Annotated[list[str], typer.Option("--set", metavar="name=value", help=_("填写项，可多次"))] = [],  # noqa: B006
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看哪些可办，不写入"))] = False,
    who: As = "",
) -> Answer:
    """对许多案件办理同一个动作，逐件成败；不能办的说明为什么"""
    if not (numbers or coordinator or stage or overdue):
        raise typer.BadParameter(_("写 --no，或用 --coordinator、--stage、--overdue 筛选"))
    opened = open_app()
    with opened.database.reading() as tx:
        reader = Reader(tx, actor(tx, who), opened.now(), opened.zone)
        chosen = numbers or reader.numbers(coordinator=coordinator, stage=stage, overdue=overdue)
        errand = bulk.Bulk(
            act=act,
            actor=reader.person,
            now=reader.now,
            zone=opened.zone,
            inputs=pairs(values),
            reason=reason,
        )
        rows = bulk.try_out(tx, errand, chosen)
    if not dry_run and (seen := {row.no: row.version for row in rows if row.good}):
        done = {row.no: row for row in bulk.carry_out_all(opened.database, errand, seen)}
        rows = [done.get(row.no, row) for row in rows]
    document = contract.bulk_report(rows)
    titles = (_("编号"), _("企业"), _("为什么不能"))
    told = [(row.no, row.enterprise, "; ".join(why["text"] for why in map(as_document, row.against))) for row in rows]
    said = _("可办 {done} 件，不能 {refused} 件") if dry_run else _("已办 {done} 件，没有办 {refused} 件")
    counts = {"done": document["done"], "refused": document["refused"]}
    return Answer(document, [Table(titles, told), said.format(**counts)])


app.command("move")(moving.move)
app.command("move-back")(moving.move_back)


@app.command("options")
def options(
    no: No,
    every: Annotated[bool, typer.Option("--all", help=_("现在不能做的也列出来，逐条说明为什么"))] = False,
    who: As = "",
) -> Answer:
    """现在能做什么，要填什么；--json 总是给出全部"""
    with reading(who) as reader:
        document = reader.options(no)
    shown = [one for one in document["acts"] if every or one["allowed"]]
    rows = [
        (
            one["act"],
            words.name(words.ACTS, one["act"]),
            one["step"],
            "\n".join(map(_asked, one["inputs"])),
            "; ".join(why["text"] for why in one["reasons"]),
            one["on_behalf_of"],
        )
        for one in shown
    ]
    titles = (_("动作"), "", _("步骤"), _("填写项"), _("为什么不能"), _("代谁"))
    left = len(document["acts"]) - len(shown)
    note = [_("另有 {count} 项现在不能做：加 --all 查看").format(count=left)] if left else []
    return Answer(document, [Table(titles, rows), *note])


@app.command("show")
def show(
    no: No,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help=_("看那天结束时的样子"))] = "",
    who: As = "",
) -> Answer:
    """查看一个案件"""
    with reading(who) as reader:
        document = reader.case(no, as_of=day(as_of) if as_of else None)
    return Answer(document, _shown(document))


@app.command("plan")
def plan_of(
    no: No,
    revision: Annotated[int | None, typer.Option("--revision", metavar="N", help=_("第几版，不写就是现在"))] = None,
    diff: Annotated[str, typer.Option("--diff", metavar="A..B", help=_("两版之间改了什么；B 不写就是到现在"))] = "",
    propose: Annotated[bool, typer.Option("--propose", help=_("按最近一次自评或模拟认证的差距，建议列入什么"))] = False,
    who: As = "",
) -> Answer:
    """一企一策方案：事项与来源、各版、改动、建议"""
    with reading(who) as reader:
        document = reader.plan(no, revision=revision, diff=diff, propose=propose)
    return Answer(document, plans.shown(document))


@app.command("evidence")
def evidence_of(
    no: No, file: Annotated[Path, typer.Argument(metavar="FILE", help=_("写到哪个 ZIP 文件"))], who: As = ""
) -> Answer:
    """把一个案件的全部材料写成一个 ZIP，附目录"""
    opened = open_app()
    with reading(who) as reader:
        casefile, _shelf = reader.assessed(no)
    with whole(file) as packed:
        files = evidence.write(packed, casefile, FileStore(opened.files).read, language())
    return Answer({"file": str(file), "files": files}, [_("已写出 {file}").format(file=file)])


@app.command("document")
def document_of(
    no: No,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help=_("写到哪个 PDF 文件"))] = None,
    docx: Annotated[Path | None, typer.Option("--docx", metavar="FILE", help=_("写到哪个 Word 文件"))] = None,
    who: As = "",
) -> Answer:
    """把一个案件的方案写成方案书，PDF 或 Word"""
    wanted = {form: file for form, file in ((Form.PDF, pdf), (Form.DOCX, docx)) if file}
    if not wanted:
        raise typer.BadParameter(_("写 --pdf 或 --docx"))
    opened = open_app()
    with reading(who) as reader:
        plan = reader.plan_on_paper(no)
    for form, file in wanted.items():
        drawn = opened.drawn(plan, form)
        with whole(file) as written:
            written.write(drawn)
    files = [str(file) for file in wanted.values()]
    return Answer({"no": no, "files": files}, [_("已写出 {file}").format(file=file) for file in files])


@app.command("template")
def template(file: Annotated[Path, typer.Argument(metavar="FILE", help=_("写到哪个 Word 文件"))]) -> Answer:
    """写出方案书的 Word 模板，改好后以 plan.docx 为名放进 ONEPLAN_TEMPLATES 所指的目录"""
    from documents.plan_template import build  # slow to import

    with whole(file) as written:
        written.write(build())
    return Answer({"file": str(file)}, [_("已写出 {file}").format(file=file)])


@app.command("list")
def listing(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="KEY", help=_("阶段"))] = "",
    coordinator: Annotated[
        str, typer.Option("--coordinator", metavar="LOGIN", help=_("此人协调的；- 为无协调员的"))
    ] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help=_("只看逾期的"))] = False,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help=_("企业名称、拼音、首字母、代码或案件编号"))
    ] = "",
    cursor: Annotated[str, typer.Option("--cursor", help=_("从上一页的 next 接着看"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("最多几条"))] = 50,
    who: As = "",
) -> Answer:
    """案件列表，新的在前"""
    with reading(who) as reader:
        document = reader.cases(
            site=site,
            stage=stage,
            coordinator=coordinator,
            overdue=overdue,
            search=search,
            cursor=cursor,
            limit=limit,
        )
    titles = (_("编号"), _("企业"), _("阶段"), _("轮次"), _("状态"), _("协调员"), _("最近到期"), _("逾期"))
    rows = [
        (
            one["no"],
            one["enterprise"]["name"],
            one["stage_title"],
            one["round"],
            words.name(words.CASE_STATUS, one["status"]),
            one["coordinator"],
            one["due_on"],
            one["overdue"],
        )
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("import")
def take_over(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("接管表：CSV 或 XLSX"))],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("导入哪个示范点"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看结果，不写入"))] = False,
    who: As = "",
) -> Answer:
    """接管在办案件和已发证书。

    必需列：统一社会信用代码、流程、阶段、进入阶段日期、协调员。
    认识的列：企业名称、联络员、主管、立案日期、证书编号、认证日期、证书有效期至。日期写 YYYY-MM-DD。
    """
    content = content_of(file)
    opened = open_app()
    with opened.database.reading() as tx:
        person = actor(tx, who)
    report = import_cases(
        opened.database, content, site=site, actor=person, now=opened.now(), zone=opened.zone, dry_run=dry_run
    )
    document = contract.takeover_report(report)
    table = Table(
        (_("行"), _("案件"), _("列"), _("原因")),
        [(row["row"], row["no"], row["field"], row["why"]) for row in document["rows"]],
    )
    counts = _("接管 {new}，不合格 {rejected}").format(new=report.new, rejected=report.rejected)
    return Answer(document, [table, counts])


def _with_file(opened: App, tx: Connection, inputs: dict[str, Any], by: str) -> dict[str, Any]:
    """The named file, stored; the act gets its hash."""
    if not isinstance(inputs.get("file"), str):
        return inputs
    path = Path(inputs["file"])
    stored = FileStore(opened.files).store(content_of(path), name=path.name)
    remember(tx, stored, by, opened.now())
    return {**inputs, "file": {"sha256": stored.sha256, "name": path.name}}


def _asked(one: dict[str, Any]) -> str:
    """An input as one types it, what it is called, and what may be written."""
    title = f" {one['title']}" if one["title"] != one["name"] else ""
    labels = (code if code == said else f"{code} {said}" for code, said in one["labels"].items())
    choices = f" [{' | '.join(labels)}]" if one["choices"] else ""
    return f"{one['name']}{'' if one['required'] else '?'}{title}{choices}"


def _done(done: Done, *more: str) -> Answer:
    told = _("{no}：第 {version} 版，{count} 项变更").format(no=done.no, version=done.version, count=len(done.changes))
    return Answer(contract.done(done), [told, *more])


def _group(document: dict[str, Any]) -> list[str]:
    """Who leads it, and whom it leads."""
    lead, members = document["lead"], [one for one in document["members"] if one["until"] is None]
    return [
        *([_("由 {lead} 牵头").format(lead=lead)] if lead else []),
        *(
            _("牵头 {no} {name}，{since} 起").format(no=one["no"], name=one["enterprise"], since=one["since"])
            for one in members
        ),
    ]


def _window(window: dict[str, Any] | None) -> list[str]:
    """From when the enterprise may apply, if not at once, and why."""
    if window is None or window["open"]:
        return []
    first = _("资格窗口：最早 {on} 可申请").format(on=window["opens_on"])
    return [first, *(f"- {one['text']}" for one in window["reasons"])]


def _shown(document: dict[str, Any]) -> list[str | Table]:
    head = "{no}  {name}  {process}  {stage}（{round}）  {status}".format(
        no=document["no"],
        name=document["enterprise"]["name"],
        process=document["process"]["title"],
        stage=document["stage_title"],
        round=document["round"],
        status=words.name(words.CASE_STATUS, document["status"]),
    )
    steps = [
        (
            one["key"],
            one["title"],
            words.name(words.STEP_STATES, one["state"]),
            *both_dates(one),
            one["overdue_workdays"] or "",
            holder(one["holder"]),
            whose_time.in_words(one["held"]["by"]),
            one["assignee"],
            one.get("promised_on"),
        )
        for one in document["steps"]
    ]
    titles = (
        _("步骤"), _("名称"), _("状态"), _("目标期限"), _("法定期限"), _("逾期工作日"),
        _("球权"), _("责任分摊"), _("经办"), _("承诺日"),
    )  # fmt: skip
    attention = [told] if (told := _attention(document)) else []
    missing = [f"- {one['text']}" for one in document["gate"]["missing"]]
    gate = _gate(document["gate"])
    window = _window(document["window"])
    return [
        head,
        *attention,
        *_group(document),
        *window,
        *_held(document["held"]),
        Table(titles, steps),
        gate,
        *missing,
    ]


def _gate(at: dict[str, Any]) -> str:
    """Whether the stage can be left; where only the end comes after it, how the case can end."""
    if not at["ready"]:
        return _("关口：尚缺")
    return (
        _("关口：可以结案（{endings}）").format(endings="、".join(at["endings"]))
        if at["endings"]
        else _("关口：已具备")
    )


def _attention(document: dict[str, Any]) -> str:
    """What asks for somebody's eye before anything else; empty if nothing does."""
    told = []
    if law := document["statutory"]:
        left = _("{title}：法定期限 {due_on}，还剩 {days} 日").format(**{**law, "days": law["days_left"]})
        told.append(left + (f"（{words.name(words.STANDINGS, 'unconfirmed')}）" if law["unconfirmed"] else ""))
    if document["priority"] == Priority.HIGH:
        told.append(words.name(words.PRIORITIES, document["priority"]))
    if document["agenda"]:
        told.append(_("{since} 起在议程上").format(since=document["agenda"]["since"]))
    if document["still_workdays"]:
        told.append(_("{count} 个工作日没有进展").format(count=document["still_workdays"]))
    return "  ".join(told)


def _held(held: dict[str, Any]) -> list[str]:
    """Who has the case now, and whose time each stay has been."""
    told = _("球在{holder}手里 {count} 个工作日").format(holder=holder(held["holder"]), count=held["workdays"])
    stays = (
        f"{one['stage_title']}（{one['round']}）: {whose_time.in_words(one['by'])}"
        for one in held["stages"]
        if one["by"]
    )
    return [*([told] if held["holder"] else []), *stays]
