"""Whether somebody is qualified on a day (持证), what can be recorded of it, and why not."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from cases.naming import titles
from models.definitions import QualificationKind, RegimeDefinition
from models.qualifications import Qualification, Register
from models.refusals import Reason, Refused

Kinds = Mapping[str, QualificationKind]


def kinds_of(regimes: Iterable[RegimeDefinition]) -> Kinds:
    """Every kind that a regime knows, as the newest tells it."""
    found: dict[str, QualificationKind] = {}
    for one in sorted(regimes, key=lambda regime: regime.effective_from):
        found |= one.qualifications
    return found


def holders(register: Register, kind: str, day: date) -> tuple[Qualification, ...]:
    """Those of that kind that are valid on ``day``."""
    return tuple(one for one in register if one.kind == kind and one.valid_on(day))


def why_not(register: Register, person: str, kind: str, day: date) -> Reason | None:
    """Why ``person`` is not qualified on ``day``: nothing recorded, not yet valid, run out, withdrawn. None if they are."""
    theirs = [one for one in register if one.kind == kind and one.held_by(person)]
    if any(one.valid_on(day) for one in theirs):
        return None
    said = {"person": person, "on": day}
    if not theirs:
        return Reason("names.unqualified", said)
    last = theirs[-1]
    said |= {"no": last.no, "first": last.valid_from, "last": last.valid_to, "withdrawn": last.withdrawn_on}
    if day < last.valid_from:
        return Reason("names.not_yet_qualified", said)
    gone = last.withdrawn_on is not None and last.withdrawn_on <= day
    return Reason("names.qualification_withdrawn" if gone else "names.qualification_over", said)


def recorded(one: Qualification, kinds: Kinds, register: Register) -> Qualification:
    """What is recorded. Raises Refused with all reasons: no such kind, something missing, days in the wrong order, held already."""
    reasons = list(_against(one, kinds, register))
    if reasons:
        raise Refused(*reasons)
    return one


def _against(one: Qualification, kinds: Kinds, register: Register) -> Iterator[Reason]:
    if not one.name.strip():
        yield Reason("qualification.no_holder", {}, "holder")
    if one.kind not in kinds:
        yield Reason("qualification.no_such", {"kind": one.kind, "allowed": ", ".join(kinds) or "-"}, "kind")
    if not one.no.strip():
        yield Reason("qualification.no_number", {}, "no")
    if one.valid_to < one.valid_from:
        yield Reason("qualification.days", {"first": one.valid_from, "last": one.valid_to}, "until")
    for other in register:
        same = other.kind == one.kind and other.held_by(one.login or one.name) and other.withdrawn_on is None
        if same and other.valid_from <= one.valid_to and one.valid_from <= other.valid_to:
            said = {"person": other.name, "no": other.no, "first": other.valid_from, "last": other.valid_to}
            yield Reason("qualification.overlaps", said, "from")


def about_kind(kinds: Kinds, kind: str) -> dict[str, str]:
    """The two titles of a kind, under a name of their own."""
    known = kinds.get(kind)
    said = titles(known.title if known else None, kind)
    return {"asked_zh": said["title_zh"], "asked_en": said["title_en"]}
