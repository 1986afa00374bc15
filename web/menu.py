"""The menu: what this person may open, and nothing that does not exist; with how much is late and how much is unread."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from cases import rights
from cases.rights import READING, Scope
from config.i18n import _, n_
from models.people import NOWHERE, Person
from store import inbox, worklist

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
    if READING[person.role] is Scope.NONE:
        return tuple(_of_an_administrator(person))
    late = worklist.late(tx, rights.readable(person), person.login, today)
    unread = inbox.unread(tx, person.login)
    return (
        Entry(HOME, _("我的工作"), late, n_("{} 项逾期", "{} 项逾期", late).format(late)),
        Entry("/cases", _("案件")),
        Entry("/board", _("阶段看板")),
        Entry("/enterprises", _("企业")),
        Entry("/inbox", _("消息"), unread, n_("{} 条未读", "{} 条未读", unread).format(unread)),
        Entry("/delivery", _("投递")),
    )


def _of_an_administrator(person: Person) -> Iterator[Entry]:
    """Accounts for those who manage some, the switch for those who may stop everything."""
    if rights.sites(person, "manage-people") != NOWHERE:
        yield Entry("/people", _("人员"))
    if rights.may_at(person, "stop-delivery", "") is None:
        yield Entry("/delivery", _("投递"))
