"""People: adding, changing and listing accounts, and over which channels they are reached."""

from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from actions.record_qualification import record_qualification
from actions.withdraw_qualification import withdraw_qualification
from cases.qualified import kinds_of
from cli.answer import Answer, Table
from cli.commands import Commands, WrongUsage
from cli.terminal import As, actor, day, open_app
from config import contract, reach, words
from config.accounts import ROLES, registered, require_account, switch
from config.i18n import _
from config.invitations import invite
from config.misfits import not_among
from models.people import EVERYWHERE, HOST, Choice, Person, Scope
from models.refusals import Invalid, Reason
from models.vocabulary import Role
from notifications.addresses import address, shown
from store import addresses, definitions, people, qualifications, sites

app = Commands(_("人员"))
Login = Annotated[str, typer.Argument(metavar="LOGIN", help=_("登录名"))]
Over = Annotated[
    str, typer.Argument(metavar="CHANNEL", help=_("渠道：email、wecom、dingtalk、feishu、webhook、apprise"))
]


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("登录名，小写字母、数字、点、横线"))],
    name: Annotated[str, typer.Option("--name", metavar="N", help=_("姓名"))],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help=_("角色：{roles}").format(roles="、".join(ROLES)))
    ],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    supervisor: Annotated[str, typer.Option("--supervisor", metavar="LOGIN", help=_("上级"))] = "",
    email: Annotated[str, typer.Option("--email", metavar="E", help=_("邮箱"))] = "",
    party: Annotated[str, typer.Option("--party", metavar="CODE", help=_("成员单位：代表哪个部门，如 tax"))] = "",
    language: Annotated[str, typer.Option("--language", metavar="zh|en", help=_("语言"))] = "zh",
) -> Answer:
    """新增人员，给出一次性登录链接"""
    person = Person(login, name.strip(), _role(role), site, supervisor or None, email.strip(), language, party=party)
    opened = open_app()
    with opened.database.writing() as tx:
        require_account(person, definitions.parties(tx))
        people.add(tx, person, opened.now())
        invitation = invite(opened, tx, login)
    told = _("一次性登录链接（{until} 前有效）：{link}").format(until=invitation.expires_at, link=invitation.link)
    return Answer(invitation._asdict(), [_("已新增人员 {login}").format(login=login), told])


@app.command("change")
def change(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=_("登录名，小写字母、数字、点、横线"))],
    name: Annotated[str | None, typer.Option("--name", metavar="N", help=_("姓名"))] = None,
    supervisor: Annotated[str | None, typer.Option("--supervisor", metavar="LOGIN", help=_("上级"))] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="E", help=_("邮箱"))] = None,
    on: Annotated[bool | None, typer.Option("--on/--off", help=_("启用或停用账号"))] = None,
) -> Answer:
    """更改人员；停用后不能登录，原该其知晓的改由上一级知晓"""
    opened = open_app()
    with opened.database.writing() as tx:
        person = people.get(tx, login)
        changed = replace(
            person,
            name=person.name if name is None else name.strip(),
            supervisor=person.supervisor if supervisor is None else supervisor.strip() or None,
            email=person.email if email is None else email.strip(),
        )
        require_account(changed, definitions.parties(tx))
        people.change(tx, changed)
        if on is not None and on != changed.active:
            switch(tx, changed, on=on, by=HOST, now=opened.now())
        after = people.get(tx, login)
    return Answer(asdict(after), [_("已更改人员 {login}").format(login=login)])


@app.command("list")
def listing(site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "") -> Answer:
    """人员"""
    with open_app().database.reading() as tx:
        scope = Scope.of(sites.get(tx, site).code) if site else EVERYWHERE
        found = people.listing(tx, scope, active=None)
    titles = (_("登录名"), _("姓名"), _("角色"), _("示范点"), _("上级"), _("在用"))
    rows = [
        (one.login, one.name, words.name(words.ROLES, one.role), one.site, one.supervisor, one.active) for one in found
    ]
    return Answer(contract.listing(found), [Table(titles, rows)])


@app.command("addresses")
def reached(login: Login) -> Answer:
    """此人的收件地址，密钥已遮蔽；停用的写明原因"""
    with open_app().database.reading() as tx:
        person = people.get(tx, login)
        found = addresses.of_person(tx, login).values()
    items: list[dict[str, Any]] = [
        {
            "channel": one.channel,
            "address": shown(one),
            "signed": bool(one.secret),
            "off_since": one.off_since,
            "off_because": one.off_because,
            "declined": sorted(kind for kind, channel in person.declined if channel is one.channel),
        }
        for one in found
    ]
    titles = (_("渠道"), _("地址"), _("签名"), _("停用于"), _("原因"), _("不收"))
    rows = [
        (
            words.name(words.CHANNELS, str(one["channel"])),
            *(one[name] for name in ("address", "signed", "off_since", "off_because")),
            ", ".join(one["declined"]),
        )
        for one in items
    ]
    return Answer(contract.listing(items), [Table(titles, rows)])


@app.command("reach")
def reach_at(
    login: Login,
    channel: Over,
    to: Annotated[str, typer.Argument(metavar="ADDRESS", help=_("邮箱、机器人的地址或密钥、网址"))],
    secret: Annotated[
        str,
        typer.Option("--secret", envvar="ONEPLAN_SECRET", metavar="S", help=_("签名密钥（也可放在环境变量里）")),
    ] = "",
) -> Answer:
    """设定收件地址；已有的被替换，停用的随之启用"""
    found = address(reach.channel_named(channel), to, secret)
    with open_app().database.writing() as tx:
        people.get(tx, login)
        addresses.put(tx, login, found)
    return Answer({"login": login, "channel": found.channel, "address": shown(found)}, [shown(found)])


@app.command("unreach")
def unreach(login: Login, channel: Over) -> Answer:
    """删去收件地址"""
    over = reach.channel_named(channel)
    with open_app().database.writing() as tx:
        addresses.get(tx, login, over)
        addresses.remove(tx, login, over)
    return Answer({"login": login, "channel": over}, [_("已删去")])


@app.command("switch-on")
def switch_on(login: Login, channel: Over) -> Answer:
    """重新启用因投递失败而停用的渠道"""
    over = reach.channel_named(channel)
    with open_app().database.writing() as tx:
        addresses.switch_on(tx, login, over)
    return Answer({"login": login, "channel": over}, [_("已启用")])


@app.command("test")
def test(login: Login, channel: Over) -> Answer:
    """发一条测试消息"""
    over = reach.channel_named(channel)
    reach.test(open_app(), login, over)
    return Answer({"login": login, "channel": over}, [_("测试消息已发出")])


@app.command("decline")
def decline(
    login: Login,
    choices: Annotated[
        list[str] | None, typer.Argument(metavar="[KIND=CHANNEL ...]", help=_("不收的：类别=渠道"))
    ] = None,
) -> Answer:
    """此人不收哪些类别、在哪个渠道；不写则全收"""
    wanted = [_choice(one) for one in choices or ()]
    with open_app().database.writing() as tx:
        reach.decline(tx, people.get(tx, login), wanted)
    return Answer({"login": login, "declined": [f"{kind}={over}" for kind, over in wanted]}, [_("已记下")])


@app.command("qualify")
def qualify(
    holder: Annotated[str, typer.Argument(metavar="LOGIN|NAME", help=_("持证人：账号，没有账号的写姓名"))],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=_("专业资质，见规则库的 qualifications"))],
    no: Annotated[str, typer.Option("--no", metavar="NO", help=_("证号"))],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=_("有效期起日"))],
    last: Annotated[str, typer.Option("--until", metavar="DATE", help=_("有效期止日，含当日"))],
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("在哪个示范点有效；不写即全部示范点"))] = "",
    who: As = "",
) -> Answer:
    """登记某人的专业资质：有效期内方可担任认证组组长等"""
    opened = open_app()
    with opened.database.writing() as tx:
        made = record_qualification(
            tx,
            site=site,
            holder=holder,
            kind=kind,
            no=no,
            valid_from=day(first),
            valid_to=day(last),
            actor=actor(tx, who),
            now=opened.now(),
        )
    told = _("已登记：{name} {no}，{first} 至 {last}")
    shown_as = told.format(name=made.name, no=made.no, first=made.valid_from, last=made.valid_to)
    return Answer(contract.qualification(made), [shown_as])


@app.command("qualifications")
def qualified(
    site: Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))] = "",
    who: As = "",
) -> Answer:
    """资质登记簿：谁持有什么、到哪天"""
    with open_app().database.reading() as tx:
        found = registered(tx, actor(tx, who), site)
        kinds = kinds_of(definitions.rulebook(tx).regimes.values())
    titles = ("id", _("持证人"), _("示范点"), _("资质"), _("证号"), _("起"), _("止"), _("注销于"))
    rows = [
        (
            one.id,
            one.name,
            one.site or _("全部示范点"),
            words.said(kinds[one.kind].title) if one.kind in kinds else one.kind,
            one.no,
            one.valid_from,
            one.valid_to,
            one.withdrawn_on,
        )
        for one in found
    ]
    return Answer(contract.listing(map(contract.qualification, found)), [Table(titles, rows)])


@app.command("disqualify")
def disqualify(
    id: Annotated[int, typer.Argument(metavar="ID", help=_("登记簿里的 id"))],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("自哪天起无效"))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))],
    who: As = "",
) -> Answer:
    """注销专业资质：自某天起无效，此前办的不受影响"""
    opened = open_app()
    with opened.database.writing() as tx:
        withdraw_qualification(
            tx, id, on=day(on), reason=reason, actor=actor(tx, who), now=opened.now(), zone=opened.zone
        )
        after = qualifications.get(tx, id)
    return Answer(contract.qualification(after), [_("已注销")])


def _role(written: str) -> Role:
    """One of the roles that people have. Raises WrongUsage."""
    if written not in ROLES:
        raise WrongUsage(not_among([*ROLES], {"field": "--role", "value": written}))
    return Role(written)


def _choice(written: str) -> Choice:
    """``kind=channel``. Raises Invalid."""
    kind, equals, channel = written.partition("=")
    if not equals:
        raise Invalid(Reason("no_pair", {"value": written}))
    return kind, reach.channel_named(channel)
