"""Assessments: how they went, one in full, taken along as a spreadsheet and brought back, and what a site's cases are weak in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cases.assessing.review import Review
from cli.answer import FAILED, Answer, Table
from cli.answer import line as told
from cli.commands import Commands
from cli.files import content_of
from cli.reading import reading
from cli.terminal import As, actor, open_app
from config import assessments, contract, standards, surveys, words
from config.i18n import _, language
from config.reasons import sentence, sentences
from documents import clause_sheet
from jobs.fill_assessment import fill_from_sheet

app = Commands(_("评估：查看、导出底稿、导回、常见薄弱条款"))
No = Annotated[str, typer.Argument(metavar="NO", help=_("案件编号，如 RZ-2026-0031"))]
Key = Annotated[str, typer.Argument(metavar="KEY", help=_("哪次评估，如 self-1；见 assessment list"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=_("底稿（XLSX）"))]


@app.command("list")
def listing(no: No, who: As = "") -> Answer:
    """一个案件的历次评估与总分"""
    with reading(who) as reader:
        items = assessments.lines(reader.casefile(no))
    rows = [
        (
            one["key"],
            one["title"],
            one["standard"],
            words.name(words.ASSESSMENT_STATES, one["state"]),
            one["opened_on"],
            one["closed_on"],
            one["total"],
            assessments.passed(one["passed"]) if one["closed_on"] and one["total"] is not None else "",
        )
        for one in items
    ]
    titles = ("", _("评估"), _("标准"), _("状态"), _("开始"), _("办结"), _("总分"), _("结论"))
    return Answer(contract.listing(items), [Table(titles, rows)])


@app.command("show")
def show(no: No, key: Key, who: As = "") -> Answer:
    """一次评估：逐条结果、矛盾之处、结论逐项说明"""
    with reading(who) as reader:
        found = reader.review(no, key)
    return Answer(assessments.document(found), [*(_profile(found) or _verdict(found)), *_tables(found)])


@app.command("export")
def export(no: No, key: Key, file: File, who: As = "") -> Answer:
    """导出底稿，离线填写"""
    with reading(who) as reader:
        found = reader.review(no, key)
    content = clause_sheet.write(no, found, language())
    file.write_bytes(content)
    return Answer({"file": str(file), "clauses": len(found.tally.clauses)}, [_("已写出 {file}").format(file=file)])


@app.command("import")
def bring_back(no: No, key: Key, file: File, who: As = "") -> Answer:
    """导回填好的底稿：能收的收下，不能收的说明第几行、哪一列、为什么"""
    opened = open_app()
    with opened.database.reading() as tx:
        person = actor(tx, who)
    report = fill_from_sheet(
        opened.database,
        no,
        key,
        content_of(file),
        name=file.name,
        actor=person,
        now=opened.now(),
        zone=opened.zone,
    )
    wrong = [told(one.why) for one in report.rejected]
    code = FAILED if report.rejected and not report.kept else 0
    return Answer(assessments.report(report), [assessments.kept(report)], code=code, wrong=wrong)


@app.command("weak")
def weak(
    standard: Annotated[str, typer.Argument(metavar="ID", help=_("标准，如 CN-ADV-2026-34"))],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    who: As = "",
) -> Answer:
    """常见薄弱条款：各案最近一次办结的评估里，哪些条款扣分最多"""
    with reading(who) as reader:
        definition, _digest = standards.of(reader.tx, standard)
        found = reader.weak_clauses(definition, site)
    rows = [(one.clause.key, words.said(one.clause.clause.title), one.lost, one.asked) for one in found]
    titles = (_("条"), _("名称"), _("扣分案件"), _("评过的案件"))
    return Answer(assessments.weak_document(definition, found), [Table(titles, rows)])


def _profile(found: Review) -> list[str | Table]:
    """A survey's dimensions; nothing of any other assessment."""
    if not (known := surveys.document(found)):
        return []
    rows = [(one["title"], one["score"], f"{one['rated']}/{one['asked']}") for one in known["dimensions"]]
    score = "—" if known["score"] is None else known["score"]
    said = f"{assessments.title(found.head)}  {words.said(found.standard.title)} ({found.head.standard})  {score}"
    return [said, Table((_("维度"), _("得分"), _("已答")), rows)]


def _verdict(found: Review) -> Iterator[str]:
    verdict = found.verdict
    yield f"{assessments.title(found.head)}  {words.said(found.standard.title)} ({found.head.standard})"
    mark = f" ({words.name(words.STANDINGS, 'unconfirmed')})" if verdict.unconfirmed else ""
    yield _("总分 {total}，{passed}").format(total=verdict.total, passed=assessments.passed(verdict.passed)) + mark
    for one in verdict.judged:
        yield f"  {'✓' if one.met else '✗' if one.met is False else '…'} {sentence(one.reason)}"


def _tables(found: Review) -> Iterator[Table]:
    titles = (_("条"), _("名称"), _("评定"), _("上次"), _("评定说明"), _("矛盾"))
    for part in found.parts:
        rows = [
            (
                row.clause.key,
                words.said(row.clause.clause.title),
                assessments.rating(found.standard, row.answer.rating),
                assessments.rating(found.standard, row.before),
                row.answer.note,
                sentences(row.odd),
            )
            for row in part.rows
        ]
        state = "" if found.standard.survey else f" · {words.name(words.SECTION_STATES, part.section.state)}"
        yield Table(titles, rows, words.said(part.title) + state)
