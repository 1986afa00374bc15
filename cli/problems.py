"""Problems of enterprises in a terminal: recording one, the register, one with its history, each act, the rates."""

from dataclasses import asdict
from typing import Annotated

import typer

from actions.raise_problem import raise_problem
from cases import rights
from cases.problems.recurring import Showing
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, moment, open_app, pairs
from config import contract, parties, words
from config import problems as register
from config.i18n import _
from config.reader import Reader
from config.reasons import sentence
from models.moments import local_date
from models.people import Person, Scope
from models.problems import Problem
from models.refusals import Missing, Reason
from store import definitions, problems

app = Commands(_("问题需求"))
No = Annotated[str, typer.Argument(metavar="NO", help=_("问题需求编号"))]
Site = Annotated[str, typer.Option("--site", metavar="CODE", help=_("示范点代码"))]


@app.command("raise")
def record(
    enterprise: Annotated[str, typer.Option("--enterprise", metavar="USCC", help=_("统一社会信用代码"))],
    topic: Annotated[str, typer.Option("--topic", metavar="TOPIC", help=_("主题，见规则库的 problems"))],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_("问题或需求"))],
    department: Annotated[str, typer.Option("--department", metavar="CODE", help=_("由谁承办；不写就照主题"))] = "",
    chapter: Annotated[str, typer.Option("--chapter", metavar="NN", help=_("税则章，两位数字"))] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="NAME", help=_("谁提出的"))] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="PHONE", help=_("电话"))] = "",
    asked_at: Annotated[str, typer.Option("--asked-at", metavar="ISO8601", help=_("何时提出；不写即此刻"))] = "",
    site: Site = "",
    who: As = "",
) -> Answer:
    """登记问题需求：登记的人是首问人，负责到企业确认解决"""
    opened = open_app()
    with opened.database.writing() as tx:
        person = actor(tx, who)
        made = raise_problem(
            tx,
            site=site or Reader(tx, person, opened.now(), opened.zone).site_of(enterprise, who),
            enterprise=enterprise,
            text=text,
            topic=topic,
            department=department,
            chapter=chapter,
            contact=contact,
            phone=phone,
            asked_at=moment(asked_at, opened.zone) if asked_at else None,
            actor=person,
            now=opened.now(),
            zone=opened.zone,
        )
    return Answer(register.document(made), [_("已登记 {no}，{due} 前答复").format(no=made.no, due=made.due_on)])


@app.command("list")
def listing(
    site: Site = "",
    department: Annotated[str, typer.Option("--department", metavar="CODE", help=_("由谁承办"))] = "",
    topic: Annotated[str, typer.Option("--topic", metavar="TOPIC", help=_("主题，见规则库的 problems"))] = "",
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help=_("open、answered、confirmed、withdrawn"))
    ] = "",
    late: Annotated[bool, typer.Option("--late", help=_("只看逾期未答复的"))] = False,
    search: Annotated[str, typer.Option("--search", metavar="TEXT", help=_("问题、企业、编号"))] = "",
    cursor: Annotated[str, typer.Option("--cursor", metavar="C", help=_("下一页，见上一页的 next"))] = "",
    who: As = "",
) -> Answer:
    """问题需求登记簿，新的在前"""
    opened = open_app()
    with opened.database.reading() as tx:
        parties.know(tx)
        person = actor(tx, who)
        found = problems.listing(
            tx,
            _scope(person, site),
            local_date(opened.now(), opened.zone),
            cursor=cursor or None,
            department=department,
            topic=topic,
            state=state,
            late=late,
            search=search,
        )
        items = [*map(register.veil(tx, person), found.items)]
    titles = (_("编号"), _("企业"), _("问题"), _("承办"), _("首问"), _("期限"), _("状态"))
    return Answer(contract.listing(map(register.document, items), found.next), [Table(titles, [*map(_row, items)])])


@app.command("show")
def show(no: No, who: As = "") -> Answer:
    """一件问题需求及其经过"""
    with open_app().database.reading() as tx:
        parties.know(tx)
        one, called = register.seen(tx, no, actor(tx, who)), definitions.parties(tx)
        history = [(entry, register.told(entry, called)) for entry in problems.history(tx, no)]
    titles = (_("编号"), _("企业"), _("问题"), _("承办"), _("首问"), _("期限"), _("状态"))
    told = [(entry.at, entry.by, sentence(reason), entry.text) for entry, reason in history]
    table = Table((_("时间"), _("谁"), _("经过"), _("说明")), told)
    document = register.document(one) | {"history": [asdict(entry) for entry, _reason in history]}
    return Answer(document, [Table(titles, [_row(one)]), table])


@app.command("do")
def do(
    no: No,
    act: Annotated[str, typer.Argument(metavar="ACT", help=_("动作：{acts}").format(acts="、".join(register.ACTS)))],
    given: Annotated[
        list[str], typer.Option("--set", metavar="name=value", help=_("填写项：kind、answer、department、case、step"))
    ] = [],  # noqa: B006
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("理由"))] = "",
    who: As = "",
) -> Answer:
    """对一件问题需求办理一个动作"""
    opened = open_app()
    with opened.database.writing() as tx:
        person = actor(tx, who)
        done = register.carry_out(
            tx, act, no, pairs(given), reason=reason, actor=person, now=opened.now(), zone=opened.zone
        )
        after = register.veil(tx, person)(done)
    return Answer(
        register.document(after),
        [_("{no}：{state}").format(no=no, state=words.name(words.PROBLEM_STATES, after.state))],
    )


@app.command("rates")
def rates(site: Site = "", who: As = "") -> Answer:
    """各承办单位的确认率、重复率，和反复出现的问题"""
    opened = open_app()
    with opened.database.reading() as tx:
        parties.know(tx)
        found = register.overview(tx, _scope(actor(tx, who), site), opened.now(), opened.zone)
        rows = [_rates(one) for one in found.showings]
    titles = (_("单位"), _("件"), _("已答复"), _("逾期"), _("确认率"), _("重复率"))
    return Answer(register.rates(found), [Table(titles, rows)])


def _scope(person: Person, site: str) -> Scope:
    """The sites whose register the person sees, or just one of them. Raises Missing for another."""
    seen = rights.readable(person)
    if site and not seen.covers(site):
        raise Missing(Reason("site_missing", {"code": site}))
    return seen.at(site)


def _row(one: Problem) -> tuple[object, ...]:
    state = words.name(words.PROBLEM_STATES, one.state)
    return (one.no, one.enterprise, one.text, parties.holder(one.department), one.handler, one.due_on, state)


def _rates(one: Showing) -> tuple[object, ...]:
    shares = (_percent(one.confirmation), _percent(one.recurrence))
    return (parties.holder(one.department), one.problems, one.answered, one.late, *shares)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
