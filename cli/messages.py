"""Messages: what was sent, what waits, what failed; sending a dead one again; stopping all of it."""

from typing import Annotated, Any

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, actor, open_app
from config import words
from config.i18n import _
from jobs.redrive import retry_message
from models.vocabulary import MessageState
from store import instance

app = Commands(_("消息：查看、重发、停发"))


@app.command("list")
def listing(
    state: Annotated[MessageState | None, typer.Option("--state", help=_("状态"))] = None,
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("收件人"))] = "",
    cursor: Annotated[str, typer.Option("--cursor", help=_("从上一页的 next 接着看"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help=_("最多几条"))] = 1000,
    who: As = "",
) -> Answer:
    """消息，新的在前"""
    with reading(who) as reader:
        document = reader.messages(state=state, person=person, cursor=cursor, limit=limit)
    titles = ("id", _("收件人"), _("渠道"), _("案件"), _("步骤"), _("梯级"), _("状态"), _("次数"), _("说明"))
    rows = [
        (
            one["id"],
            one["person"],
            words.name(words.CHANNELS, one["channel"]),
            one["case"],
            one["step"],
            one["rung"],
            words.name(words.MESSAGE_STATES, one["state"]),
            one["attempts"],
            words.name(words.SUPPRESSIONS, one["error"] or _unconfirmed(one)),
        )
        for one in document["items"]
    ]
    return Answer(document, [Table(titles, rows)])


def _unconfirmed(one: dict[str, Any]) -> str:
    return "unconfirmed" if one["state"] == MessageState.SENT and not one["confirmed"] else ""


@app.command("retry")
def retry(id: Annotated[int, typer.Argument(metavar="ID", help=_("消息编号"))], who: As = "") -> Answer:
    """重发一条发送失败的消息"""
    with open_app().database.writing() as tx:
        retry_message(tx, id, actor(tx, who))
    return Answer({"id": id, "state": MessageState.QUEUED}, [_("已重新排入待发")])


@app.command("stop")
def stop(why: Annotated[str, typer.Argument(metavar="WHY", help=_("为什么停"))]) -> Answer:
    """停发：一封信也不再出门，消息照常排队"""
    with open_app().database.writing() as tx:
        instance.stop(tx, why)
    return Answer({"held": True}, [_("已停发；oneplan messages go 恢复")])


@app.command("go")
def go() -> Answer:
    """恢复人工停掉的投递"""
    with open_app().database.writing() as tx:
        instance.go(tx)
    return Answer({"held": False}, [_("已恢复投递")])
