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


def menu(tx: Connection, person: Person, today: date) -> tuple[Entry, ...]:
    """The pages of ``person``, the first of them being where they begin."""
    reads = rights.reads(person)
    late = _late(tx, person, today) if reads else 0
    asked = rights.replies(person)
    waits = questions.count(tx, person.site, person.party) if asked else 0
    unread = inbox.unread(tx, person.login) if reads or asked else 0
    entries = (
        (Entry("/asked", _("待答复"), waits, n_("{} 项待答复", "{} 项待答复", waits).format(waits)), asked),
        (Entry(HOME, _("我的工作"), late, n_("{} 项逾期", "{} 项逾期", late).format(late)), reads),
        (Entry("/cases", _("案件")), reads),
        (Entry("/board", _("阶段看板")), reads),
        (Entry("/problems", _("问题需求")), reads),
        (Entry("/engagements", _("走访与活动")), reads),
        (Entry("/memoranda", _("合作备忘录")), reads),
        (Entry("/enterprises", _("企业名录")), reads),
        (Entry("/standards", _("认证标准")), reads),
        (Entry("/ladders", _("催办设置")), rights.settings_of(person) != NOWHERE),
        (Entry("/inbox", _("消息"), unread, n_("{} 条未读", "{} 条未读", unread).format(unread)), reads or asked),
        (Entry("/absences", _("代理")), rights.scope(person, rights.AWAY) is not Scope.NONE),
        (Entry("/people", _("人员")), rights.sites(person, "manage-people") != NOWHERE),
        (Entry("/qualifications", _("资质")), rights.sites(person, "record-qualification") != NOWHERE),
        (Entry("/delivery", _("投递")), reads or rights.may_at(person, "stop-delivery", "") is None),
    )
    return tuple(entry for entry, open_to_them in entries if open_to_them)


def _late(tx: Connection, person: Person, today: date) -> int:
    """As many as 我的工作 counts: one's own steps, and those of whom one stands in for."""
    whose = [person.login, *(one.person for one in stood_in_for(tx, person, today))]
    return sum(worklist.late(tx, rights.readable(person), login, today) for login in whose)
