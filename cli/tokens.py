"""Tokens for the API."""

import secrets
from datetime import timedelta
from typing import Annotated

import typer

from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from store import accounts

app = Commands(_("接口令牌"))


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("谁的令牌"))],
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=3650, help=_("几天内有效"))] = 90,
) -> Answer:
    """新增令牌；只显示这一次"""
    opened = open_app()
    secret, expires_at = secrets.token_urlsafe(32), opened.now() + timedelta(days=days)
    with opened.database.writing() as tx:
        accounts.add_token(tx, secret, login, expires_at)
    until = expires_at.astimezone(opened.zone).isoformat(timespec="minutes")
    told = _("令牌（{until} 前有效，只显示这一次）：{token}").format(until=until, token=secret)
    return Answer({"login": login, "token": secret, "expires_at": expires_at}, [told])
