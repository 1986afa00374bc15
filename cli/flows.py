"""Prefect, for installations that run their jobs there. It is imported only when one of these is called."""

from importlib import import_module

from cli.answer import Answer
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _

app = Commands(_("Prefect：部署、状态"))


@app.command("deploy")
def deploy() -> Answer:
    """把全部流程部署到 Prefect"""
    open_app()
    return Answer(import_module("flows.deployments").deploy())


@app.command("status")
def status() -> Answer:
    """各流程的时间与最近一次运行"""
    open_app()
    return Answer(import_module("flows.deployments").status())
