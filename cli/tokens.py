"""Tokens for the API."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import contract
from config.i18n import _
from config.tokens import MOST_DAYS, USUAL_DAYS, issue, revoke
from models.people import EVERYWHERE, HOST
from store import accounts, people

app = Commands(_("接口令牌"))


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("谁的令牌"))],
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=MOST_DAYS, help=_("几天内有效"))] = USUAL_DAYS,
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help=_("做什么用，好认"))] = "",
) -> Answer:
    """新增令牌；只显示这一次"""
    opened = open_app()
    with opened.database.writing() as tx:
        issued = issue(tx, login, days=days, name=name.strip(), now=opened.now())
    until = issued.expires_at.astimezone(opened.zone).isoformat(timespec="minutes")
    told = _("令牌（{until} 前有效，只显示这一次）：{token}").format(until=until, token=issued.secret)
    return Answer({"login": login, "token": issued.secret, "expires_at": issued.expires_at}, [told])


@app.command("list")
def listing(login: Annotated[str, typer.Option("--person", metavar="LOGIN", help=_("只看谁的"))] = "") -> Answer:
    """全部令牌：谁的、做什么用、何时到期、最近何时用过"""
    opened = open_app()
    with opened.database.reading() as tx:
        found = accounts.tokens(tx, people.get(tx, login).login) if login else accounts.tokens_of(tx, EVERYWHERE)
    heads = (_("账号"), _("令牌"), _("用途"), _("到期"), _("最近使用"))
    rows = [(one.login, f"{one.prefix}…", one.name, one.expires_at, one.used_at or "—") for one in found]
    return Answer(contract.listing(map(contract.token, found)), [Table(heads, rows)])


@app.command("end")
def end(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("谁的令牌"))],
    prefix: Annotated[str, typer.Argument(metavar="PREFIX", help=_("令牌的前八个字符，见 token list"))],
) -> Answer:
    """收回令牌，立即失效"""
    with open_app().database.writing() as tx:
        revoke(tx, login, prefix, by=HOST)
    return Answer({"login": login, "token": prefix}, [_("已收回令牌 {prefix}").format(prefix=prefix)])
