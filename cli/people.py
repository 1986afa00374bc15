"""People: adding and listing accounts."""

from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import contract, words
from config.accounts import require_account
from config.i18n import _
from config.invitations import invite
from models.people import EVERYWHERE, Person, Scope
from models.vocabulary import Role
from store import people

app = Commands(_("人员"))


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("登录名，小写字母、数字、点、横线"))],
    name: Annotated[str, typer.Option("--name", metavar="N", help=_("姓名"))],
    role: Annotated[Role, typer.Option("--role", help=_("角色"))],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    supervisor: Annotated[str, typer.Option("--supervisor", metavar="LOGIN", help=_("上级"))] = "",
    email: Annotated[str, typer.Option("--email", metavar="E", help=_("邮箱"))] = "",
    party: Annotated[str, typer.Option("--party", metavar="CODE", help=_("成员单位：代表哪个部门，如 tax"))] = "",
    language: Annotated[str, typer.Option("--language", metavar="zh|en", help=_("语言"))] = "zh",
) -> Answer:
    """新增人员，给出一次性登录链接"""
    person = Person(login, name.strip(), role, site, supervisor or None, email.strip(), language, party=party)
    require_account(person)
    opened = open_app()
    with opened.database.writing() as tx:
        people.add(tx, person, opened.now())
        invitation = invite(opened, tx, login)
    told = _("一次性登录链接（{until} 前有效）：{link}").format(until=invitation.expires_at, link=invitation.link)
    return Answer(invitation._asdict(), [_("已新增人员 {login}").format(login=login), told])


@app.command("list")
def listing(site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "") -> Answer:
    """人员"""
    with open_app().database.reading() as tx:
        found = people.listing(tx, Scope.of(site) if site else EVERYWHERE, active=None)
    titles = (_("登录名"), _("姓名"), _("角色"), _("示范点"), _("上级"), _("在用"))
    rows = [
        (one.login, one.name, words.name(words.ROLES, one.role), one.site, one.supervisor, one.active) for one in found
    ]
    return Answer(contract.listing(found), [Table(titles, rows)])
