"""Memoranda and commitments as rules: what can be recorded, what can become of a commitment, what is reminded of. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cases.inputs import out_of_range
from cases.occasion import Occasion
from models.memoranda import Commitment, CommitmentState, Memorandum
from models.people import Person
from models.refusals import Reason, Refused
from models.vocabulary import Subject
from models.waiting import Waiting

COMMITMENT = "commitment"
"""The ladder of commitments."""


def recorded(one: Memorandum, parties: Collection[str], today: date) -> Memorandum:
    """What is recorded. Raises Refused with all reasons: no title, nobody who signed, a day ahead, an end before the beginning."""
    reasons = [*out_of_range("signed_on", one.signed_on, last=today)]
    if not one.title.strip():
        reasons.append(Reason("memorandum.no_title", {}, "title"))
    if not one.parties:
        reasons.append(Reason("memorandum.no_parties", {}, "parties"))
    reasons += [_no_department(party, parties, "parties") for party in one.parties if party not in parties]
    if one.until and one.until < one.signed_on:
        reasons.append(Reason("memorandum.days", {"first": one.signed_on, "last": one.until}, "until"))
    _refuse(reasons)
    return replace(one, title=one.title.strip())


def committed(one: Commitment, within: Memorandum, people: Mapping[str, Person], today: date) -> Commitment:
    """What a party of the memorandum is to do. Raises Refused with all reasons: no words, not a party, no owner of the site, a day
    that is past or after the memorandum's end."""
    reasons = [*out_of_range("due_on", one.due_on, first=today, last=within.until)]
    if not one.text.strip():
        reasons.append(Reason("commitment.no_text", {}, "text"))
    if one.department not in within.parties:
        reasons.append(_no_department(one.department, within.parties, "department"))
    owner = people.get(one.owner)
    if owner is None or not owner.active or owner.site != within.site:
        reasons.append(Reason("commitment.no_owner", {"login": one.owner or "-"}, "owner"))
    _refuse(reasons)
    return replace(one, text=one.text.strip())


def settled(one: Commitment, state: CommitmentState, by: Occasion) -> Commitment:
    """It was kept, or is dropped. Raises Refused without words on how or why, or for one that is settled already."""
    reasons = []
    if one.state is not CommitmentState.OPEN:
        reasons.append(Reason("commitment.over", {"commitment_state": str(one.state)}))
    if not by.reason:
        reasons.append(Reason("commitment.no_note", {}, "reason"))
    _refuse(reasons)
    return replace(one, state=state, settled_on=by.today, settled_by=by.actor.login, note=by.reason)


def waitings(one: Commitment, owner: Person) -> tuple[Waiting, ...]:
    """An open commitment waits for its day."""
    return tuple(_waiting(one, owner)) if one.state is CommitmentState.OPEN else ()


def _waiting(one: Commitment, owner: Person) -> Iterator[Waiting]:
    yield Waiting(
        key=f"commitment/{one.site}/{one.id}",
        subject=Subject.COMMITMENT,
        case="",
        site=one.site,
        step="",
        due_on=one.due_on,
        ladder=COMMITMENT,
        holder=one.department,
        doer=owner.login,
        coordinator=owner.login,
        supervisor=owner.supervisor,
        commitment=one.id,
    )


def _no_department(department: str, known: Collection[str], where: str) -> Reason:
    allowed = ", ".join(sorted(known))
    return Reason("problem.no_department", {"department": department or "-", "allowed": allowed}, where)


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(*reasons)
