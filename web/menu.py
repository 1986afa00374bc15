"""The menu: what this person may open, and nothing that does not exist; with how much is late and how much is unread."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from actions.surroundings import stood_in_for
from cases import rights
from cases.rights import Scope
from config.i18n import _, n_
from models.people import NOWHERE, Person
from store import inbox, questions, worklist

HOME = "/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the menu; ``count`` is what waits there, ``said`` says what is counted."""

    href: str
    title: str
    count: int = 0
    said: str = ""

    def leads_to(self, path: str) -> bool:
        """Whether somebody at ``path`` is on this page or beneath it."""
        return path == self.href or (self.href != HOME and path.startswith(f"{self.href}/"))


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together; what everybody works with needs no title."""

    title: str
    entries: tuple[Entry, ...]


def menu(tx: Connection, person: Person, today: date) -> tuple[Part, ...]:
    """The pages of ``person`` part by part, the first of them being where they begin."""
    reads = rights.reads(person)
    late = _late(tx, person, today) if reads else 0
    asked = rights.replies(person)
    waits = questions.count(tx, person.site, person.party) if asked else 0
    unread = inbox.unread(tx, person.login) if reads or asked else 0
    settings = rights.settings_of(person) != NOWHERE
    work = (
        (Entry("/asked", _("待答复"), waits, n_("{} 项待答复", "{} 项待答复", waits).format(waits)), asked),
        (Entry(HOME, _("我的工作"), late, n_("{} 项逾期", "{} 项逾期", late).format(late)), reads),
        (Entry("/cases", _("案件")), reads),
        (Entry("/board", _("阶段看板")), reads),
        (Entry("/pictures", _("图表")), reads),
        (Entry("/problems", _("问题需求")), reads),
        (Entry("/engagements", _("走访与活动")), reads),
        (Entry("/memoranda", _("合作备忘录")), reads),
        (Entry("/enterprises", _("企业名录")), reads),
        (Entry("/inbox", _("消息"), unread, n_("{} 条未读", "{} 条未读", unread).format(unread)), reads or asked),
    )
    rulebook = (
        (Entry("/standards", _("认证标准")), reads),
        (Entry("/ladders", _("催办设置")), settings),
        (Entry("/calendars", _("工作日历")), settings),
        (Entry("/moving", _("换规台")), rights.sites(person, "move-case") != NOWHERE),
    )
    office = (
        (Entry("/absences", _("代理")), rights.scope(person, rights.AWAY) is not Scope.NONE),
        (Entry("/people", _("人员")), rights.sites(person, "manage-people") != NOWHERE),
        (Entry("/qualifications", _("资质")), rights.sites(person, "record-qualification") != NOWHERE),
        (Entry("/departments", _("成员单位")), settings),
        (Entry("/sites", _("示范点")), rights.sites(person, "manage-sites") != NOWHERE),
        (Entry("/tokens", _("接口令牌")), rights.sites(person, "manage-tokens") != NOWHERE),
        (Entry("/delivery", _("投递")), reads or rights.may_at(person, "stop-delivery", "") is None),
    )
    parts = (("", work), (_("规则"), rulebook), (_("管理"), office))
    found = (Part(title, tuple(entry for entry, is_theirs in entries if is_theirs)) for title, entries in parts)
    return tuple(part for part in found if part.entries)


def _late(tx: Connection, person: Person, today: date) -> int:
    """As many as 我的工作 counts: one's own steps, and those of whom one stands in for."""
    whose = [person.login, *(one.person for one in stood_in_for(tx, person, today))]
    return worklist.late(tx, rights.readable(person), whose, today)
