"""Moving cases: the slip of one, the verdicts of many, moved, and taken back."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.answer import FAILED, Answer, Table
from cli.terminal import As, actor, open_app
from config import words
from config.i18n import _
from config.moving import done_document, survey_document
from config.reasons import as_document
from jobs import bulk, move_cases

Document = dict[str, Any]
Numbers = Annotated[list[str], typer.Argument(metavar="NO…", help=_("案件编号，可写多个"))]


def move(
    numbers: Annotated[list[str] | None, typer.Argument(metavar="NO…", help=_("案件编号，可写多个"))] = None,
    to: Annotated[str, typer.Option("--to", metavar="PROCESS@VERSION", help=_("换到哪个流程；@版本可不写"))] = "",
    regime: Annotated[str, typer.Option("--regime", metavar="ID", help=_("换到哪个办法，如 CN-282"))] = "",
    every: Annotated[bool, typer.Option("--all", help=_("全部在办案件"))] = False,
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("与 --all 合用：只换一个示范点的"))] = "",
    decided: Annotated[bool, typer.Option("--decided", help=_("需决定的事项已知悉，一并换"))] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看换规单，不写入"))] = False,
    who: As = "",
) -> Answer:
    """换规：换到流程的另一版本、另一流程或另一办法；先用 --dry-run 看换规单"""
    if bool(numbers) == every:
        raise typer.BadParameter(_("写案件编号，或写 --all"))
    opened = open_app()
    with opened.database.reading() as tx:
        shift = move_cases.Shift(
            actor=actor(tx, who), now=opened.now(), zone=opened.zone, to=to, regime=regime, reason=reason
        )
        chosen = numbers or move_cases.running(tx, shift, site)
        rows = move_cases.survey(tx, shift, chosen)
    if dry_run:
        return _surveyed(survey_document(rows))
    seen = {row.casefile.no: row.casefile.version for row in rows if not every or row.slip.after}
    ready = [row.casefile.no for row in rows if decided]
    return _done(move_cases.move_cases(opened.database, shift, seen, ready))


def move_back(
    numbers: Numbers,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))] = "",
    who: As = "",
) -> Answer:
    """撤回换规：步骤、答复、期限照旧；换规后有人办过的不能撤回"""
    opened = open_app()
    with opened.database.reading() as tx:
        shift = move_cases.Shift(actor=actor(tx, who), now=opened.now(), zone=opened.zone, reason=reason)
    return _done(move_cases.take_back(opened.database, shift, numbers))


def _surveyed(document: Document) -> Answer:
    titles = (_("编号"), _("企业"), _("结论"), _("新增"), _("取消"), _("改期"), _("答复"), _("说明"))
    lines = [_line(one) for one in document["cases"]]
    counts = "，".join(
        f"{words.name(words.VERDICTS_OF_MOVES, verdict)} {count}" for verdict, count in document["counts"].items()
    )
    slips = [part for one in document["cases"] for part in _slip(one)] if len(document["cases"]) == 1 else []
    note = _("未写入：去掉 --dry-run 才会办理")
    return Answer(document, [Table(titles, lines), *slips, counts, note])


def _line(one: Document) -> tuple[Any, ...]:
    why = [*filter(None, [one["stays"]]), *one["against"], *one["decisions"]]
    return (
        one["no"],
        one["enterprise"],
        words.name(words.VERDICTS_OF_MOVES, one["verdict"]),
        len(one["added"]),
        len(one["dropped"]),
        len(one["dates"]),
        len(one["answers"]),
        "; ".join(reason["text"] for reason in why),
    )


def _slip(one: Document) -> list[Table]:
    """The parts of one slip that are not empty."""
    yes, no = _("新增"), _("取消")
    steps = [(yes, step["key"], step["title"]) for step in one["added"]]
    steps += [(no, step["key"], step["title"]) for step in one["dropped"]]
    dates = [
        (row["title"], words.name(words.TIERS, row["tier"]), row["before"] or "-", row["after"] or "-")
        for row in one["dates"]
    ]
    tables = [
        Table((_("步骤"), "", ""), steps),
        Table((_("步骤"), _("期限"), _("现在"), _("之后")), dates),
        Table((_("条款"), "", _("评定"), _("去处")), [_answer(row) for row in one["answers"]]),
    ]
    return [table for table in tables if table.rows]


def _answer(row: Document) -> tuple[Any, ...]:
    unrated = _("待评")
    said = [
        f"{new['clause']} {words.name(words.STRENGTHS, new['strength'])} {new['rating'] or unrated}"
        for new in row["to"]
    ]
    return row["clause"], row["title"], row["rating"], "；".join(said) or row["why"] or _("没有对应")


def _done(rows: Sequence[bulk.Row]) -> Answer:
    """What became of each; of one alone a refusal is the command's own."""
    document = done_document(rows)
    told = [(row.no, row.enterprise, "; ".join(why["text"] for why in map(as_document, row.against))) for row in rows]
    said = _("已办 {done} 件，没有办 {refused} 件").format(done=document["done"], refused=document["refused"])
    shown: list[str | Table] = [Table((_("编号"), _("企业"), _("为什么不能")), told), said]
    if len(rows) == 1 and document["refused"]:
        return Answer(document, (), FAILED, error="refused", reasons=rows[0].against)
    return Answer(document, shown)
