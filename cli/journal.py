"""The journal: what was done to a case, and proof that nobody changed it afterwards."""

from typing import Annotated

import typer

from cli.answer import FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, open_app
from config import contract, words
from config.i18n import _
from store import journal

app = Commands(_("案卷日志：查看、核验"))


@app.command("show")
def show(
    no: Annotated[str, typer.Argument(metavar="NO", help=_("案件编号"))],
    who: As = "",
) -> Answer:
    """一个案件的全部动作，早的在前"""
    with open_app().database.reading() as tx:
        records = contract.journal(tx, no, actor(tx, who))
    titles = ("", _("时间"), _("动作"), _("谁"), _("变更"), _("理由"))
    rows = [
        (one["seq"], one["at"], words.name(words.ACTS, one["act"]), one["actor"], len(one["changes"]), one["reason"])
        for one in records
    ]
    return Answer(contract.listing(records), [Table(titles, rows)])


@app.command("verify")
def verify(no: Annotated[str, typer.Argument(metavar="[NO]", help=_("案件编号；不写则核验全部"))] = "") -> Answer:
    """核验哈希链：有没有人改过日志"""
    with open_app().database.reading() as tx:
        verdict = journal.verify(tx, no or None)
    told = _("已核验 {cases} 个案件，未发现改动") if verdict.ok else _("已核验 {cases} 个案件，有 {broken} 处断链")
    shown = [told.format(cases=verdict.cases, broken=len(verdict.broken))]
    table = Table((_("案件"), _("序号"), _("原因")), [(one.case, one.seq, one.why) for one in verdict.broken])
    document = {"ok": verdict.ok, "cases": verdict.cases, "broken": verdict.broken}
    return Answer(document, [*([table] if verdict.broken else []), *shown], code=0 if verdict.ok else FAILED)
