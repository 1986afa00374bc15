"""The journal: what was done to a case, and proof that nobody changed it afterwards."""

from typing import Annotated

import typer

from cli.answer import FAILED, Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, open_app
from config import words
from config.i18n import _
from jobs.verify_journal import verify_journal
from store.anchors import Anchors

app = Commands(_("案卷日志：查看、核验"))


@app.command("show")
def show(
    no: Annotated[str, typer.Argument(metavar="NO", help=_("案件编号"))],
    who: As = "",
) -> Answer:
    """一个案件的全部动作，早的在前"""
    with reading(who) as reader:
        document = reader.journal(no)
    titles = ("", _("时间"), _("动作"), _("谁"), _("代谁"), _("变更"), _("理由"))
    rows = [
        (
            one["seq"],
            one["at"],
            words.name(words.ACTS, one["act"]),
            one["actor"],
            one["on_behalf_of"],
            len(one["changes"]),
            one["reason"],
        )
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


@app.command("verify")
def verify(no: Annotated[str, typer.Argument(metavar="[NO]", help=_("案件编号；不写则核验全部"))] = "") -> Answer:
    """核验：有没有人改过日志，案件的数据是否与日志所述一致"""
    opened = open_app()
    with opened.database.reading() as tx:
        verdict = verify_journal(tx, no or None, anchors=Anchors.of(opened.home))
    told = _("已核验 {cases} 个案件，未发现改动") if verdict.ok else _("已核验 {cases} 个案件，有 {broken} 处不符")
    table = Table(
        (_("案件"), _("序号"), _("原因")), [(one.case, one.seq, words.broken(one.why)) for one in verdict.broken]
    )
    document = {"ok": verdict.ok, "cases": verdict.cases, "broken": verdict.broken}
    told = told.format(cases=verdict.cases, broken=len(verdict.broken))
    if verdict.ok:
        return Answer(document, [told])
    return Answer(document, [table], code=FAILED, wrong=[told])
