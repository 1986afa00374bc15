"""Sites: adding and listing them."""

import re
from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import contract
from config.i18n import _
from models.people import EVERYWHERE
from models.refusals import Invalid, Reason
from store import definitions, sites
from store.sites import Site

app = Commands(_("示范点"))
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,9}")  # it begins every case number


@app.command("add")
def add(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("代码，大写字母和数字，如 RZ；案件编号以它开头"))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("名称"))],
    calendar: Annotated[str, typer.Option("--calendar", metavar="KEY", help=_("工作日历，规则库中的一份"))] = "cn",
) -> Answer:
    """新增示范点"""
    if not _CODE.fullmatch(code):
        raise Invalid(Reason("site_code", {"code": code}))
    if not name.strip():
        raise Invalid(Reason("name_missing"))
    with open_app().database.writing() as tx:
        definitions.latest(tx, "calendar", calendar)
        sites.add(tx, Site(code, name.strip(), calendar))
    return Answer({"code": code, "name": name.strip()}, [_("已新增示范点 {code}").format(code=code)])


@app.command("list")
def listing() -> Answer:
    """全部示范点"""
    with open_app().database.reading() as tx:
        found = sites.listing(tx, EVERYWHERE)
    table = Table((_("代码"), _("名称"), _("工作日历")), [(site.code, site.name, site.calendar) for site in found])
    return Answer(contract.listing(found), [table])
