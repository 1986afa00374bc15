"""The database: bringing its schema up to date, asking whether it is, moving everything into another one."""

from contextlib import closing
from secrets import token_hex
from typing import Annotated

import typer

from cli import progress
from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from config.wiring import database_at
from store import copying

app = Commands(_("数据库"))


@app.command("upgrade")
def upgrade() -> Answer:
    """升级到程序所需的版本；数据库不存在则新建"""
    open_app()
    return Answer({"ok": True}, [_("数据库已是最新版本")])


@app.command("check")
def check() -> Answer:
    """数据库版本与程序是否一致"""
    open_app(prepared=False).database.check()
    return Answer({"ok": True}, [_("数据库版本与程序一致")])


@app.command("copy")
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help=_("从哪个数据库，如 sqlite:////srv/oneplan/oneplan.db"))
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help=_("到哪个空的数据库，如 postgresql+psycopg://用户@主机/库"))
    ],
) -> Answer:
    """把整个数据库复制到另一个空的数据库，逐行核对；不复制材料文件。

    SQLite 与 PostgreSQL 之间可任意往来。先停止程序；副本上投递先停着，用 release 放行。
    """
    open_app(prepared=False)  # for the language and the zone of what is said
    with (
        closing(database_at(source, where="FROM")) as origin,
        closing(database_at(target, where="TO")) as goal,
        progress.bar(_("复制"), copying.count(origin)) as tell,
    ):
        copied = copying.copy(origin, goal, marker=token_hex(16), tell=tell)
    rows = sum(one.rows for one in copied.tables.values())
    told = _("已复制 {tables} 张表、{rows} 行，逐行核对无误；投递已停，确认无误后运行 oneplan release --from-journal")
    document = {"schema": copied.schema, "rows": rows, "tables": copied.tables}
    return Answer(document, [told.format(tables=len(copied.tables), rows=rows)])
