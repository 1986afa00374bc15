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
    until: Annotated[str, typer.Option("--until", metavar="DATE", help=_("直到哪一天（含），最多 31 天"))] = "",
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("只看发给谁的"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("只看哪个示范点"))] = "",
    who: As = "",
) -> Answer:
    """那天会发什么、给谁、因为哪一级，压下了什么、为什么"""
    with reading(who) as reader:
        document = reader.preview(day(on), until=day(until) if until else None, person=person, site=site)
    titles = (
        _("日期"),
        _("收件人"),
        _("渠道"),
        _("梯级"),
        _("案件"),
        _("步骤"),
        _("缘由"),
        _("阶梯"),
        _("代谁"),
        _("未发原因"),
    )
    rows = [_row(one) for one in (*document["messages"], *document["suppressed"])]
    note = _("推算：其间每天照常巡查，无人办理、日期不变")
    return Answer(document, [Table(titles, rows), note])


def _row(one: dict[str, str]) -> tuple[str, ...]:
    channel, because = (
        words.name(words.CHANNELS, one["channel"]),
        words.name(words.SUPPRESSIONS, one.get("because", "")),
    )
    names = ("rung", "case", "step", "why", "written_in", "on_behalf_of")
    return one["on"], one["person"], channel, *(one[name] for name in names), because
