"""The database's schema: bringing it up to date, asking whether it is."""

from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _

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
