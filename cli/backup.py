"""Backup: everything of an installation in one file, and looking whether such a file would do."""

from pathlib import Path
from typing import Annotated

import typer

from cli.answer import FAILED, Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _
from config.reasons import sentence
from store import backup as backups

app = Commands(_("备份、核验备份"))


@app.command("backup")
def backup(
    target: Annotated[
        str, typer.Argument(metavar="FILE | verify FILE", help=_("写到哪个文件；或 verify 加文件名，核验一份备份"))
    ],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=_("要核验的备份"))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("替换已有的备份"))] = False,
) -> Answer:
    """把数据库与材料备份成一个文件；backup verify FILE 核验一份备份能否恢复"""
    if target == "verify" and file:
        return _verify(file)
    opened = open_app()
    manifest = backups.backup(opened.database, opened.home, Path(target).absolute(), opened.now(), replace=force)
    return Answer(manifest, [_("已备份到 {file}：{count} 个文件").format(file=target, count=len(manifest.members))])


def _verify(file: Path) -> Answer:
    open_app(prepared=False)  # for the language and the zone of what is said
    found = backups.verify(file)
    document = {
        "ok": not found.problems,
        "manifest": found.manifest,
        "problems": [sentence(one) for one in found.problems],
    }
    if found.problems:
        return Answer(document, code=FAILED, reasons=found.problems)
    return Answer(document, [_("这份备份是完好的")])
