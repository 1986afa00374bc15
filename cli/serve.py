"""Starting the program: desk and clock in one process, the clock alone, and the demo site."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Annotated

import typer

from cli.answer import Answer, tell
from cli.commands import Commands, imported
from cli.terminal import open_app
from config.i18n import _
from config.invitations import first_invitation
from config.wiring import App
from jobs import stopping

app = Commands(_("启动"))


@app.command("up")
def up(
    host: Annotated[str, typer.Option("--host", help=_("监听地址"))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=_("端口"))] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help=_("先建演示示范点（数据库须为空）"))] = False,
    no_clock: Annotated[bool, typer.Option("--no-clock", help=_("不启动内置时钟"))] = False,
) -> Answer:
    """启动工作台与内置时钟；首次启动打印管理员的一次性设密链接"""
    opened = open_app()
    web = imported("web.serve")
    listener = web.listen(host, port)
    if demo:
        _fill(opened, tolerate_filled=True)
    url = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"
    opened.starts_at(url)
    tell(_("工作台：{url}").format(url=url))
    if not opened.is_demo:
        _invite_administrator(opened)
    clock = None if no_clock else imported("flows.embedded").start(opened)
    try:
        with suppress(KeyboardInterrupt), _ended_by_signals():
            web.serve(opened, listener)
    finally:
        if clock:
            clock.shutdown()
    return Answer({"url": url})


@app.command("engine")
def engine() -> Answer:
    """只启动时钟与投递，不带网页；Ctrl-C 停止"""
    opened = open_app()
    clock = imported("flows.embedded").start(opened)
    tell(_("时钟已启动，Ctrl-C 停止"))
    try:
        with suppress(KeyboardInterrupt), _ended_by_signals():
            while True:
                time.sleep(3600)
    finally:
        clock.shutdown()
    return Answer({"stopped": True})


@app.command("demo")
def demo() -> Answer:
    """在空数据库里建一个演示示范点：虚构企业、五个阶段的案件和几个月的经历"""
    opened = open_app()
    _fill(opened, tolerate_filled=False)
    return Answer({"home": str(opened.home)}, [_("演示示范点已建好：{home}").format(home=opened.home)])


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Whoever ends the program, by hand or as a service, lets it finish the letter in hand; a second signal does not wait."""

    def end(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopping.ask()
        raise KeyboardInterrupt

    before = {one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        stopping.ask()
        for one, handler in before.items():
            signal.signal(one, handler)


def _fill(opened: App, *, tolerate_filled: bool) -> None:
    if tolerate_filled and opened.is_demo:
        return
    _say(_("正在建演示示范点……"))
    import_module("jobs.demo.fill").fill(opened.database, opened.home, opened.now(), opened.zone, opened.post)


def _invite_administrator(opened: App) -> None:
    with opened.database.writing() as tx:
        found = first_invitation(opened, tx, name=_("管理员"))
    if found:
        tell(_("管理员（{login}）一次性设密链接，{until} 前有效：").format(login=found.login, until=found.expires_at))
        tell(found.link)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
