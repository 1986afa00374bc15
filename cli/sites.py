"""Sites: adding and listing them."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import contract
from config.i18n import _
from config.sites import add_site
from models.people import EVERYWHERE, HOST
from store import sites
from store.sites import Site

app = Commands(_("示范点"))


@app.command("add")
def add(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("代码，大写字母和数字，如 RZ；案件编号以它开头"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("名称"))],
    calendar: Annotated[str, typer.Option("--calendar", metavar="KEY", help=_("工作日历，规则库中的一份"))] = "cn",
) -> Answer:
    """新增示范点"""
    with open_app().database.writing() as tx:
        added = add_site(tx, Site(code, name.strip(), calendar), by=HOST)
    return Answer({"code": code, "name": added.name}, [_("已新增示范点 {code}").format(code=code)])


@app.command("list")
def listing() -> Answer:
    """全部示范点"""
    with open_app().database.reading() as tx:
        found = sites.listing(tx, EVERYWHERE)
    table = Table((_("代码"), _("名称"), _("工作日历")), [(site.code, site.name, site.calendar) for site in found])
    return Answer(contract.listing(found), [table])
