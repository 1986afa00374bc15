"""Starting the program: desk and clock in one process, the clock alone, and the demo site."""

import sys
import time
from datetime import timedelta
from importlib import import_module
from secrets import token_urlsafe
from typing import Annotated, Any

import typer

from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from config.wiring import App
from models.people import EVERYWHERE, Person
from models.vocabulary import Role
from store import accounts, people

app = Commands(_("启动"))
ADMINISTRATOR = "admin"
LINK_HOURS = 24


@app.command("up")
def up(
    host: Annotated[str, typer.Option("--host", help=_("监听地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help=_("端口"))] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help=_("先建演示示范点（数据库须为空）"))] = False,
    no_clock: Annotated[bool, typer.Option("--no-clock", help=_("不启动内置时钟"))] = False,
) -> Answer:
    """启动工作台与内置时钟；首次启动打印管理员的一次性设密链接"""
    opened = open_app()
    if demo:
        _fill(opened, tolerate_filled=True)
    url = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"
    _say(_("工作台：{url}").format(url=url))
    if link := _first_link(opened):
        _say(_("管理员（{login}）一次性设密链接，{hours} 小时内有效：").format(login=ADMINISTRATOR, hours=LINK_HOURS))
        _say(f"{url}/welcome/{link}")
    clock = None if no_clock else import_module("flows.embedded").start(opened)
    try:
        import_module("web.serve").serve(opened, host=host, port=port)
    finally:
        if clock:
            clock.shutdown()
    return Answer({"url": url})


@app.command("engine")
def engine() -> Answer:
    """只启动时钟与投递，不带网页；Ctrl-C 停止"""
    opened = open_app()
    clock = import_module("flows.embedded").start(opened)
    _say(_("时钟已启动，Ctrl-C 停止"))
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return Answer({"stopped": True})
    finally:
        clock.shutdown()


@app.command("demo")
def demo() -> Answer:
    """在空数据库里建一个演示示范点：虚构企业、五个阶段的案件和几个月的经历"""
    opened = open_app()
    _fill(opened, tolerate_filled=False)
    return Answer({"home": str(opened.home)}, [_("演示示范点已建好：{home}").format(home=opened.home)])


def _fill(opened: App, *, tolerate_filled: bool) -> None:
    fill: Any = import_module("jobs.demo.fill")
    if tolerate_filled and (opened.home / fill.MARK).exists():
        return
    _say(_("正在建演示示范点……"))
    fill.fill(opened.database, opened.home, opened.now(), opened.zone, opened.post)


def _first_link(opened: App) -> str:
    """A link for the first administrator as long as nobody has set that password; empty afterwards."""
    with opened.database.writing() as tx:
        administrators = people.listing(tx, EVERYWHERE, role=Role.ADMINISTRATOR)
        if administrators and any(accounts.password_hash(tx, one.login) for one in administrators):
            return ""
        if (opened.home / "demo").exists():
            return ""
        if not administrators:
            people.add(tx, Person(ADMINISTRATOR, _("管理员"), Role.ADMINISTRATOR), opened.now())
        secret = token_urlsafe(24)
        accounts.add_link(tx, secret, ADMINISTRATOR, opened.now() + timedelta(hours=LINK_HOURS))
        return secret


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
