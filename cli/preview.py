"""The preview: a day foreseen."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, day
from config import words
from config.i18n import _

app = Commands(_("预演"))


@app.command("preview")
def preview(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("哪一天"))],
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("只看发给谁的"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("只看哪个示范点"))] = "",
    who: As = "",
) -> Answer:
    """那天会发什么、给谁、因为哪一级，压下了什么、为什么"""
    with reading(who) as reader:
        document = reader.preview(day(on), person=person, site=site)
    titles = (_("收件人"), _("渠道"), _("梯级"), _("案件"), _("步骤"), _("缘由"), _("代谁"), _("未发原因"))
    rows = [_row(one) for one in (*document["messages"], *document["suppressed"])]
    note = _("推算：其间每天照常巡查，无人办理、日期不变")
    return Answer(document, [Table(titles, rows), note])


def _row(one: dict[str, str]) -> tuple[str, ...]:
    channel, because = (
        words.name(words.CHANNELS, one["channel"]),
        words.name(words.SUPPRESSIONS, one.get("because", "")),
    )
    return one["person"], channel, one["rung"], one["case"], one["step"], one["why"], one["on_behalf_of"], because
