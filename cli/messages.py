"""Messages: what was sent, what waits, what failed; sending a dead one again."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, open_app
from config import contract, words
from config.i18n import _
from models.vocabulary import MessageState
from store import outbox

app = Commands(_("消息：查看、重发"))


@app.command("list")
def listing(
    state: Annotated[MessageState | None, typer.Option("--state", help=_("状态"))] = None,
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("收件人"))] = "",
    cursor: Annotated[str, typer.Option("--cursor", help=_("从上一页的 next 接着看"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help=_("最多几条"))] = 1000,
    who: As = "",
) -> Answer:
    """消息，新的在前"""
    with open_app().database.reading() as tx:
        scope = contract.visible(actor(tx, who))
        found = outbox.listing(tx, scope, state=state, person=person or None, cursor=cursor or None, limit=limit)
    titles = ("id", _("收件人"), _("渠道"), _("案件"), _("步骤"), _("梯级"), _("状态"), _("次数"), _("错误"))
    rows = [
        (
            one.id,
            one.person,
            words.name(words.CHANNELS, one.channel),
            one.case,
            one.step,
            one.rung,
            words.name(words.MESSAGE_STATES, one.state),
            one.attempts,
            one.error,
        )
        for one in found.items
    ]
    return Answer(contract.listing(map(contract.message, found.items), found.next), [Table(titles, rows)])


@app.command("retry")
def retry(id: Annotated[int, typer.Argument(metavar="ID", help=_("消息编号"))], who: As = "") -> Answer:
    """重发一条发送失败的消息"""
    with open_app().database.writing() as tx:
        outbox.retry(tx, id, contract.visible(actor(tx, who)))
    return Answer({"id": id, "state": MessageState.QUEUED}, [_("已重新排入待发")])
