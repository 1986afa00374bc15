"""Leading (1+N 牵头): cases are linked, steps and trainings shared; decisions stay each case's own (docs/decisions/0014).

What is done on the lead follows on its members as acts of their own, which nobody asks for directly.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cases.acts import Ask
from cases.draft import Draft
from cases.inputs import out_of_range
from cases.naming import about_step, step_title
from cases.occasion import Occasion
from cases.planning.revisions import amend
from cases.progress import close_step
from cases.transitions.correcting import open_extra, until
from models.acts import Input
from models.casefile import CaseFile, Step
from models.changes import (
    Change,
    LeadFollowed,
    LeadLeft,
    MemberLinked,
    MemberUnlinked,
    NoteAdded,
    StepShared,
    TrainingRecorded,
)
from models.definitions import Text
from models.links import Consequence, Link
from models.plan import Item, Origin, Why
from models.refusals import Reason
from models.vocabulary import CaseStatus, Role, StepState

# link, unlink: on the lead ----------------------------------------------------------------------------------------------


def link_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The number of the case it is to lead."""
    return (Input("member"),)


def link_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Who is led does not lead."""
    if casefile.lead:
        yield Reason("link.is_led", {"no": casefile.no, "lead": casefile.lead.case})


def link_check(ask: Ask) -> Iterator[Reason]:
    """Another enterprise's case at the same site, open, that neither leads nor is led."""
    lead, member = ask.casefile, ask.occasion.other
    if member is None:
        if no := ask.values.get("member"):
            yield Reason("case_missing", {"no": no}, "member")
        return
    if member.no == lead.no:
        yield Reason("link.itself", {"no": lead.no}, "member")
        return
    if member.site != lead.site:
        yield Reason("link.other_site", {"no": member.no, "site": member.site, "own": lead.site}, "member")
    if member.enterprise.uscc == lead.enterprise.uscc:
        yield Reason("link.same_enterprise", {"no": member.no}, "member")
    if member.status is CaseStatus.CLOSED:
        yield Reason("case.closed", {"no": member.no}, "member")
    if member.lead:
        yield Reason("link.is_led", {"no": member.no, "lead": member.lead.case}, "member")
    if member.members:
        yield Reason("link.leads", {"no": member.no, "members": _numbers(member.members)}, "member")


def link(draft: Draft, ask: Ask) -> None:
    """The link stands from today on."""
    member = ask.occasion.other
    assert member  # checked
    draft.add(MemberLinked(link=Link(member.no, member.enterprise.name, draft.today, draft.occasion.reason)))


def unlink_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It leads some case."""
    if not casefile.members:
        yield Reason("link.none", {"no": casefile.no})


def unlink_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which of the members."""
    return (Input("member", "choice", choices=_keys(casefile.members), labels=_labels(casefile.members)),)


def unlink(draft: Draft, ask: Ask) -> None:
    """The link ends today and stays on record."""
    draft.add(MemberUnlinked(case=ask.values["member"], on=draft.today, because=draft.occasion.reason))


# share a step, record a training: on the lead ---------------------------------------------------------------------------


def share_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Some member has it not yet."""
    if not casefile.members:
        yield Reason("link.none", {"no": casefile.no})
    elif not _without(casefile, key):
        yield about_step("link.shared_with_all", casefile, key)


def share_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """With whom, otherwise with every member that has it not yet; by when, where the step itself has no date."""
    row, left = casefile.step(key), _without(casefile, key)
    dated = row is not None and row.target is not None
    return (
        Input("members", "choices", required=False, choices=_keys(left), labels=_labels(left)),
        Input("due_on", "date", required=not dated),
    )


def share_check(ask: Ask) -> Iterator[Reason]:
    """The day lies ahead."""
    if due_on := ask.values.get("due_on"):
        yield from out_of_range("due_on", due_on, first=ask.occasion.today)


def share(draft: Draft, ask: Ask) -> None:
    """These members have it too, from now on as a step of their own."""
    members = ask.values.get("members") or _keys(_without(draft.casefile, ask.step))
    row = draft.step(ask.step)
    due_on = ask.values.get("due_on") or (row.target.due_on if row.target else draft.today)
    draft.add(StepShared(step=ask.step, members=tuple(members), due_on=max(due_on, draft.today)))


def train_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """The step was shared with a member that is still one."""
    if not _sharing(casefile, key):
        yield about_step("link.not_shared", casefile, key)


def train_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Who attended, the lead itself among them or not; when; what was taught, and by whom."""
    sharing = _sharing(casefile, key)
    own = Text(zh=f"{casefile.no} {casefile.enterprise.name}", en=f"{casefile.no} {casefile.enterprise.name}")
    return (
        Input(
            "attended", "choices", choices=(casefile.no, *_keys(sharing)), labels={casefile.no: own, **_labels(sharing)}
        ),
        Input("on", "date", required=False),
        Input("text"),
    )


def train_check(ask: Ask) -> Iterator[Reason]:
    """It was held, and not before the step began."""
    row = ask.casefile.step(ask.step)
    if row and (on := ask.values.get("on")):
        yield from out_of_range("on", on, first=row.opened_on, last=ask.occasion.today)


def train(draft: Draft, ask: Ask) -> None:
    """It is told once; where the lead attended, its own step is done too, unless the process asks more of it than that."""
    on, attended = ask.values.get("on") or draft.today, tuple(ask.values["attended"])
    draft.add(TrainingRecorded(step=ask.step, on=on, attended=attended, text=ask.values["text"]))
    row = draft.step(ask.step)
    if draft.casefile.no in attended and row.state is StepState.OPEN and not row.of:
        close_step(draft, row.key, StepState.DONE, on=on)


# what follows on members ------------------------------------------------------------------------------------------------


def follows(casefile: CaseFile, changes: Iterable[Change]) -> Iterator[Consequence]:
    """What the changes of a lead are to its members."""
    lead = {"lead": casefile.no}
    for change in changes:
        match change:
            case MemberLinked(link=one):
                yield Consequence(one.case, "follow-lead", {**lead, "name": casefile.enterprise.name})
            case MemberUnlinked(case=no):
                yield Consequence(no, "leave-lead", lead)
            case StepShared(step=key, members=members):
                yield from (
                    Consequence(no, "take-shared-step", _as_shared(casefile, key, change.due_on))
                    for no in sorted(members)
                )
            case TrainingRecorded(step=key, attended=attended):
                told = {"shared_from": _place(casefile, key), "on": change.on.isoformat(), "text": change.text}
                yield from (Consequence(no, "attend-training", told) for no in sorted(attended) if no != casefile.no)


def follow_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which case leads, and what its enterprise is called."""
    return (Input("lead"), Input("name"))


def follow(draft: Draft, ask: Ask) -> None:
    """The case has a lead from today on."""
    link = Link(ask.values["lead"], ask.values["name"], draft.today, draft.occasion.reason)
    draft.add(LeadFollowed(link=link))


def leave_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which case led."""
    return (Input("lead"),)


def leave(draft: Draft, ask: Ask) -> None:
    """The case has no lead any more; what was shared with it remains its own."""
    draft.add(LeadLeft(case=ask.values["lead"], on=draft.today, because=draft.occasion.reason))


def take_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The lead's step: where it comes from, what it is in both languages, by when, who does it, who has the ball."""
    return (
        Input("shared_from"),
        Input("title"),
        Input("title_en"),
        Input("due_on", "date"),
        Input("by"),
        Input("holder"),
    )


def take(draft: Draft, ask: Ask) -> None:
    """The case has it as a step of its own; its plan has a new revision."""
    said = ask.values
    target = until(said["due_on"], draft.today, draft.calendar)
    shared = Item(Origin(Why.LEAD, said=said["shared_from"]), Text(zh=said["title"], en=said["title_en"]))
    open_extra(draft, said["title"], target, by=Role(said["by"]), holder=said["holder"], item=shared)
    amend(draft, draft.occasion.reason or said["shared_from"])


def attend_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """For which of the lead's steps, when, what."""
    return (Input("shared_from"), Input("on", "date"), Input("text"))


def attend(draft: Draft, ask: Ask) -> None:
    """What was shared from there and is still open is done, on the day of the training; it is noted in any case."""
    said = ask.values
    row = next((one for one in draft.casefile.live_steps if one.shared_from == said["shared_from"]), None)
    draft.add(NoteAdded(step=row.key if row else "", text=said["text"]))
    if row:
        on: date = said["on"]
        close_step(draft, row.key, StepState.DONE, on=max(on, row.opened_on or on))


# what all share ---------------------------------------------------------------------------------------------------------


def _as_shared(casefile: CaseFile, key: str, due_on: date) -> dict[str, str]:
    row = casefile.step(key)
    assert row  # it was shared
    named = step_title(casefile, key)
    return {
        "shared_from": _place(casefile, key),
        "title": named["title_zh"],
        "title_en": named["title_en"],
        "due_on": due_on.isoformat(),
        "by": str(_doer(row)),
        "holder": row.holder,
    }


def _doer(row: Step) -> Role:
    """Whose the step is on a member; what only others do there goes to its coordinator."""
    return row.by if row.by in (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR) else Role.COORDINATOR


def _place(casefile: CaseFile, key: str) -> str:
    return f"{casefile.no}/{key}"


def _without(casefile: CaseFile, key: str) -> tuple[Link, ...]:
    """The members that have the step not yet."""
    row = casefile.step(key)
    return tuple(one for one in casefile.members if row is None or one.case not in row.shared)


def _sharing(casefile: CaseFile, key: str) -> tuple[Link, ...]:
    """The members that have it."""
    row = casefile.step(key)
    return tuple(one for one in casefile.members if row and one.case in row.shared)


def _keys(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(one.case for one in links)


def _labels(links: Iterable[Link]) -> dict[str, Text]:
    return {one.case: Text(zh=f"{one.case} {one.name}", en=f"{one.case} {one.name}") for one in links}


def _numbers(links: Iterable[Link]) -> str:
    return ", ".join(_keys(links))
