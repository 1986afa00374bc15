"""Messages: what was sent, what waits, what failed; sending a dead one again; stopping all of it."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.reading import reading
from cli.terminal import As, actor, open_app
from config import causes, words
from config.i18n import _, n_
from jobs.redrive import retry_dead, retry_message
from models.vocabulary import LARGEST_ID, MessageState
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


@app.command("show")
def show(
    id: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID, help=_("消息编号"))], who: As = ""
) -> Answer:
    """一条消息：为什么有它、试着送过几次"""
    with reading(who) as reader:
        document = reader.message(id)
        one, why = reader.why(id)
    parts = (words.name(words.CHANNELS, one.channel), words.name(words.MESSAGE_STATES, one.state))
    state = " · ".join(filter(None, (one.person, *parts, words.name(words.SUPPRESSIONS, one.error))))
    tries = Table((_("第几次"), _("开始"), _("结束"), _("结果"), _("说明")), [_try(each) for each in document["tries"]])
    return Answer(document, [state, Table(("", ""), list(causes.chain(why, one.waiting, one.rung))), tries])


def _try(one: Mapping[str, Any]) -> tuple[object, ...]:
    outcome = words.name(words.ENDINGS, one["outcome"] or "unknown")
    return one["number"], one["started_at"], one["ended_at"] or "", outcome, one["error"]


@app.command("retry")
def retry(
    id: Annotated[int, typer.Argument(metavar="ID", max=LARGEST_ID, help=_("消息编号"), show_default=False)] = 0,
    dead: Annotated[bool, typer.Option("--dead", help=_("所有发送失败的"))] = False,
    person: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("与 --dead 连用：只重发给谁的"))] = "",
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("与 --dead 连用：只重发哪个示范点的"))] = "",
    who: As = "",
) -> Answer:
    """重发一条发送失败的消息，或所有失败的"""
    if bool(id) == dead or (id and (person or site)):
        raise typer.BadParameter(_("写一个消息编号，或写 --dead（可加 --person、--site）"))
    with open_app().database.writing() as tx:
        if id:
            retry_message(tx, id, actor(tx, who))
            return Answer({"id": id, "state": MessageState.QUEUED}, [_("已重新排入待发")])
        count = retry_dead(tx, actor(tx, who), site=site, person=person)
    said = n_("已重新排入待发：{} 条", "已重新排入待发：{} 条", count).format(count)
    return Answer({"retried": count}, [said])


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
