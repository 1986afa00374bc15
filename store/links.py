"""Links (牵头关系): which case leads which, for pages that list them. A lead's links are written again with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select

from models.casefile import CaseFile
from models.vocabulary import CaseStatus
from store.tables import case, case_link, enterprise


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link, with what a list says of both its cases."""

    lead: str
    lead_name: str
    member: str
    member_name: str
    member_stage: str
    member_status: CaseStatus
    since: date
    until: date | None
    why: str
    because: str


_LEAD, _MEMBER = case.alias("lead"), case.alias("member")
_OF_LEAD, _OF_MEMBER = enterprise.alias("of_lead"), enterprise.alias("of_member")
_LINES = (
    select(
        _LEAD.c.no.label("lead"),
        _OF_LEAD.c.name.label("lead_name"),
        _MEMBER.c.no.label("member"),
        _OF_MEMBER.c.name.label("member_name"),
        _MEMBER.c.stage.label("member_stage"),
        _MEMBER.c.status.label("member_status"),
        case_link.c.since,
        case_link.c.until,
        case_link.c.why,
        case_link.c.because,
    )
    .join(_LEAD, case_link.c.lead_id == _LEAD.c.id)
    .join(_MEMBER, case_link.c.member_id == _MEMBER.c.id)
    .join(_OF_LEAD, _LEAD.c.enterprise_id == _OF_LEAD.c.id)
    .join(_OF_MEMBER, _MEMBER.c.enterprise_id == _OF_MEMBER.c.id)
    .order_by(case_link.c.id)
)


def of_case(tx: Connection, no: str) -> list[LinkLine]:
    """The links of one case, as lead or as member, ended ones too."""
    return _read(tx, _LINES.where(or_(_LEAD.c.no == no, _MEMBER.c.no == no)))


def of_enterprise(tx: Connection, site: str, uscc: str) -> list[LinkLine]:
    """The links of an enterprise's cases at one site."""
    its = or_(_OF_LEAD.c.uscc == uscc, _OF_MEMBER.c.uscc == uscc)
    return _read(tx, _LINES.where(_LEAD.c.site == site, its))


def write(tx: Connection, case_id: int, before: CaseFile | None, after: CaseFile) -> None:
    """The links of a lead, as far as the act changed them."""
    if after.led == (before.led if before else ()):
        return
    tx.execute(delete(case_link).where(case_link.c.lead_id == case_id))
    if not after.led:
        return
    numbers = [one.case for one in after.led]
    ids = {row.no: row.id for row in tx.execute(select(case.c.no, case.c.id).where(case.c.no.in_(numbers)))}
    rows = [
        {
            "lead_id": case_id,
            "member_id": ids[one.case],
            "since": one.since,
            "until": one.until,
            "why": one.why,
            "because": one.because,
        }
        for one in after.led
    ]
    tx.execute(insert(case_link), rows)


def _read(tx: Connection, statement: Select[Any]) -> list[LinkLine]:
    return [LinkLine(**row) for row in tx.execute(statement).mappings()]
