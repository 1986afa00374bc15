"""Correcting the plan: waive a step, reopen one, add one that the process does not have. Each needs a reason."""

from collections.abc import Iterable, Iterator
from datetime import date

from cases import clocks, duties
from cases.acts import Ask
from cases.bounds import out_of_bounds
from cases.deadlines import compute, runs, shift
from cases.draft import Draft
from cases.inputs import Values
from cases.instances import next_key, present
from cases.naming import about_step
from cases.occasion import Occasion
from cases.parties import outside
from cases.planning.origins import given, origin_inputs
from cases.planning.revisions import amend
from cases.progress import close_step
from cases.rights import stands_for
from cases.transitions.working import definition_of, materialise, role_of
from cases.workdays import WorkCalendar
from models.acts import Input
from models.casefile import CaseFile, Deadline
from models.changes import StepOpened, StepPlanned, StepReopened
from models.definitions import Text
from models.plan import Item
from models.refusals import Reason
from models.terms import Anchor, Event, Length, Term, parse_length
from models.vocabulary import CUSTOMS, Need, Role, StepState, Tier, Unit

EXTRA = "extra"
DOERS = (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR)


def waive_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Nobody waives on their own case what somebody above the coordinator has to do or to accept."""
    definition = definition_of(casefile, key)
    roles = [role_of(casefile, key), *([definition.review_by] if definition and definition.review_by else [])]
    for role in dict.fromkeys(roles):
        if stands_for(occasion.actor, role):  # otherwise there is no right to it at all
            yield from duties.own_case(casefile, occasion, role)


def waive(draft: Draft, ask: Ask) -> None:
    """The step ends without being done; a step to come is passed over in advance."""
    row = materialise(draft, ask.step)
    close_step(draft, row.key, StepState.WAIVED, reason=draft.occasion.reason)


def reopen_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Only in the stay in which it was done: an earlier stay is reached by sending the case back."""
    row = casefile.step(key)
    if row and (row.stage, row.round) != (casefile.stage, casefile.round):
        yield about_step("step.past_stay", casefile, key)


def reopen(draft: Draft, ask: Ask) -> None:
    """The step is open again, and reminders begin anew; what was done after it stays done.

    A target date that has passed starts again today, so that nobody is late at once; the statutory date stays.
    """
    draft.add(StepReopened(step=ask.step, reason=draft.occasion.reason, reopened_on=draft.today))
    target = draft.step(ask.step).target
    restart = target is not None and target.due_on < draft.today
    begin_again(draft, ask.step, restart=restart, cause="reopen-step")


def begin_again(draft: Draft, key: str, *, restart: bool, cause: str) -> None:
    """Reminders begin anew on every date; with ``restart`` the target starts again today, if its clock runs at all."""
    before = {tier: clocks.date_of(draft.casefile, key, tier) for tier in clocks.TIERS}
    clock = clocks.clock_of(draft.casefile, key, Tier.TARGET)
    if restart and clock and runs(clock.term) and not _is_law(draft.casefile, key):
        clocks.redate(draft, key, {Tier.TARGET: {"anchor_on": draft.today, **clocks.ANEW}}, cause=cause)
    for tier in clocks.TIERS:
        after = clocks.date_of(draft.casefile, key, tier)
        if after and after.revision == getattr(before[tier], "revision", 0):
            clocks.raise_revision(draft, key, tier, cause=cause)


def _is_law(casefile: CaseFile, key: str) -> bool:
    """The limit of a stage may be the law's own."""
    return key == clocks.STAGE and clocks.is_law(casefile, key, Tier.TARGET)


def add_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What it is, by when (a date or a length such as ``10 workdays``), who does it, who has the ball, who does it at the
    enterprise, what is to be brought, and where it comes from."""
    return (
        Input("title"),
        Input("due_on", "date", required=False),
        Input("term", required=False),
        Input("by", "choice", required=False, choices=tuple(map(str, DOERS))),
        Input(
            "holder", "choice", required=False, choices=(CUSTOMS, *outside(casefile)), labels=casefile.process.parties
        ),
        Input("enterprise", required=False),
        Input(
            "evidence",
            "choices",
            required=False,
            choices=tuple(casefile.process.papers),
            labels=casefile.process.papers,
        ),
        *origin_inputs(),
    )


def add_check(ask: Ask) -> Iterator[Reason]:
    """Exactly one of date and length; the date not in the past."""
    due_on, term = ask.values.get("due_on"), ask.values.get("term")
    if (due_on is None) == (term is None):
        yield Reason("input.one_of", {"names": "due_on, term"}, "due_on")
    yield from out_of_bounds("add-step", "due_on", ask)
    if term:
        yield from _unreadable(term)


def add_step(draft: Draft, ask: Ask) -> None:
    """The step is open at once and the gate waits for it; the plan has a new revision."""
    target = _chosen_date(ask.values, draft.today, draft.calendar)
    by, holder = Role(ask.values.get("by", Role.COORDINATOR)), ask.values.get("holder", CUSTOMS)
    owner, evidence = ask.values.get("enterprise"), tuple(ask.values.get("evidence", ()))
    item = Item(given(ask), enterprise=Text(zh=owner, en=owner) if owner else None, evidence=evidence)
    open_extra(draft, ask.values["title"], target, by=by, holder=holder, item=item)
    amend(draft, draft.occasion.reason)


def open_extra(draft: Draft, title: str, target: Deadline, *, by: Role, holder: str, item: Item) -> str:
    """Open a step the process does not have in the present stay; returns its key."""
    key, stay = next_key(draft.casefile, EXTRA), present(draft.casefile)
    draft.add(
        StepPlanned(
            step=key,
            stage=stay.stage,
            round=stay.round,
            need=Need.REQUIRED,
            by=by,
            holder=holder,
            title=title,
            item=item,
        )
    )
    draft.add(StepOpened(step=key, opened_on=draft.today, target=target))
    return key


def until(ends_on: date, today: date, calendar: WorkCalendar) -> Deadline:
    """The date of a step that ends on a given day; it rolls like any other and counts its days from today."""
    length = Length((ends_on - today).days, Unit.DAYS)
    return compute(Term(Anchor(Event.STEP_OPENED), length), today, calendar)


def _chosen_date(values: Values, today: date, calendar: WorkCalendar) -> Deadline:
    """The date of a step added by hand."""
    return until(values.get("due_on") or shift(today, parse_length(values["term"]), calendar), today, calendar)


def _unreadable(term: str) -> Iterable[Reason]:
    try:
        parse_length(term)
    except ValueError:
        yield Reason("input.no_length", {"name": "term", "value": term}, "term")
