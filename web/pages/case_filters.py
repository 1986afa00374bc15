"""What a list of cases is narrowed to, in the address, in a form, and in words."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends
from sqlalchemy import Connection
from starlette.datastructures import FormData, QueryParams

from actions.surroundings import stood_in_for
from cases import rights
from config import assessments, contract, parties
from config.i18n import _
from config.words import CASE_STATUS, OVERDUE, name
from models.people import Person
from models.vocabulary import CaseStatus, Overdue
from store import definitions, narrowing, sites
from store.narrowing import NOBODY
from web.access import text

LAW_DAYS = 15  # how near a date of the law is that is spoken of
UNDATED = "none"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty: not narrowed. ``due`` is the first and the last day between two dots, either of which
    may be left out, or `UNDATED`; ``weak`` a standard and, behind a slash, a clause of it that cost points."""

    site: str = ""
    process: str = ""
    stage: str = ""
    coordinator: str = ""
    holder: str = ""
    status: str = ""
    late_by: str = ""
    step: str = ""
    due: str = ""
    weak: str = ""
    search: str = ""
    overdue: bool = False
    law: bool = False
    deciding: bool = False
    escalated: bool = False
    closed: bool = False

    def address(self) -> dict[str, str]:
        """What it is narrowed to as the fields of an address or a form; the rest is left out."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {key: "true" if value is True else value for key, value in found.items() if value}

    def opens(self, **more: str | bool) -> str:
        """The address of the list that is narrowed so, and by ``more`` besides."""
        return "/cases" + (f"?{urlencode(asked)}" if (asked := replace(self, **more).address()) else "")  # type: ignore[arg-type]  # by name

    def wanted(self, tx: Connection, person: Person, today: date) -> narrowing.Filters:
        """The same as the store asks for it: what ``person`` decides is also what they decide for others."""
        deciders = [person.login, *(one.person for one in stood_in_for(tx, person, today))] if self.deciding else None
        return {
            **self._of_case(),
            "is_closed": None if self.weak else self.closed,
            "is_late": True if self.overdue else None,
            "late_by": Overdue(self.late_by) if self.late_by else None,
            "law_by": today + timedelta(days=LAW_DAYS) if self.law else None,
            "deciding": deciders,
            "escalated_to": person.login if self.escalated else None,
            "step": self.step or None,
            "due": due_between(self.due),
            "weak": self._weak(tx) if self.weak else None,
            "search": self.search,
        }

    def _of_case(self) -> narrowing.Filters:
        return {
            "site": self.site or None,
            "process": self.process or None,
            "stage": self.stage or None,
            "coordinator": self.coordinator or None,
            "holder": self.holder or None,
            "status": CaseStatus(self.status) if self.status else None,
        }

    def _weak(self, tx: Connection) -> tuple[str, str, set[str]]:
        key, _, clause = self.weak.partition("/")
        standard = definitions.rulebook(tx).standards.get(key)
        return key, clause, assessments.losing(standard) if standard else set()

    def of_board(self) -> "Filters":
        """What of it the whole board is narrowed to."""
        return Filters(site=self.site, process=self.process, coordinator=self.coordinator)

    def in_words(self, tx: Connection, person: Person, stages: dict[str, str], names: dict[str, str]) -> list[str]:
        """What the list shows only, one after the other."""
        places = {one.code: one.name for one in sites.listing(tx, rights.readable(person))} if self.site else {}
        said = [
            places.get(self.site, self.site),
            contract.process_titles(tx).get(self.process, self.process) if self.process else "",
            stages.get(self.stage, self.stage),
            _("无协调员") if self.coordinator == NOBODY else names.get(self.coordinator, self.coordinator),
            _("在{holder}手里").format(holder=parties.holder(self.holder)) if self.holder else "",
            _("逾期") if self.overdue else "",
            name(OVERDUE, self.late_by),
            _("法定时限 {days} 日内").format(days=LAW_DAYS) if self.law else "",
            _("待我决定") if self.deciding else "",
            _("升级到我") if self.escalated else "",
            contract.step_titles(tx).get(self.step, self.step) if self.step else "",
            due_in_words(self.due),
            _("条款 {clause} 扣分").format(clause=self.weak.replace("/", " ")) if self.weak else "",
            name(CASE_STATUS, self.status),
            _("“{text}”").format(text=self.search) if self.search else "",
        ]
        return [one for one in said if one]


def filters_of(sent: FormData | QueryParams) -> Filters:
    """The filters a form, or an address, says again."""
    said = {one.name: text(sent, one.name) for one in fields(Filters)}
    return known(Filters(**{key: value == "true" if _is_switch(key) else value for key, value in said.items()}))  # type: ignore[arg-type]  # by name


def known(chosen: Annotated[Filters, Depends()]) -> Filters:
    """The filters without words that say nothing here."""
    return replace(
        chosen,
        status=chosen.status if chosen.status in set(CaseStatus) else "",
        late_by=chosen.late_by if chosen.late_by in set(Overdue) else "",
        due=chosen.due if due_between(chosen.due) else "",
        search=chosen.search.strip(),
    )


Chosen = Annotated[Filters, Depends(known)]


def due_between(due: str) -> tuple[date | None, date | None] | None:
    """The first and the last day, both None for steps without a date; None for what says nothing."""
    if due == UNDATED:
        return (None, None)
    first, dots, last = due.partition("..")
    try:
        days = tuple(date.fromisoformat(one) if one else None for one in (first, last))
    except ValueError:
        return None
    return (days[0], days[1]) if dots and any(days) else None


def due_in_words(due: str) -> str:
    """``11-16 至 11-22 到期``; empty for what says nothing."""
    between = due_between(due)
    if between is None:
        return ""
    first, last = between
    if first and last:
        return _("{first} 至 {last} 到期").format(first=first, last=last)
    if last:
        return _("{last} 及以前到期").format(last=last)
    return _("{first} 及以后到期").format(first=first) if first else _("没有期限")


def _is_switch(field: str) -> bool:
    return isinstance(getattr(Filters(), field), bool)
