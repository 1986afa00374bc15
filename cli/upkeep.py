"""Looking after an installation: what is in effect, whether it is healthy, how it comes back."""

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from config.settings import describe

app = Commands(_("照看一套安装"))


@app.command("settings")
def settings() -> Answer:
    """现行设置及其来源；密钥已遮蔽"""
    lines = describe(open_app(prepared=False).settings)
    table = Table((_("设置"), _("值"), _("来源")), [(line.name, line.value, line.source) for line in lines])
    return Answer({"items": [line._asdict() for line in lines], "next": None}, [table])
