"""Prefect, for installations that run their jobs there. It is imported only when one of these is called."""

from importlib import import_module
from typing import Any

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config.i18n import _

app = Commands(_("Prefect：部署、状态"))


@app.command("deploy")
def deploy() -> Answer:
    """把全部流程部署到 Prefect"""
    open_app()
    document = import_module("flows.deployments").deploy()
    told = _("已部署：{flows}。启动执行者：prefect worker start --pool {pool}")
    return Answer(document, [told.format(flows="、".join(document["deployed"]), pool=document["work_pool"])])


@app.command("status")
def status() -> Answer:
    """各流程的时间、最近一次成功、正在哪里运行"""
    open_app()
    document = import_module("flows.deployments").status()
    titles = (_("流程"), _("时间"), _("最近一次成功"), _("正在运行"), _("上次失败"), _("用途"))
    rows = [
        (one["job"], one["cron"], one["last_good_run"], _workers(one), one["last_failure"], one["purpose"])
        for one in document["jobs"]
    ]
    return Answer(document, [Table(titles, rows)])


def _workers(job: dict[str, Any]) -> str:
    return ", ".join(one["worker"] for one in job["under_way"])
