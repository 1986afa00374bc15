"""Ripples (连带影响): what else moves in a case when one act is done: dates, steps, holders, places, clocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases import clocks
from cases.deadlines import unit_of
from cases.workdays import WorkCalendar
from models.casefile import CaseFile, Deadline, Step
from models.terms import Length
from models.vocabulary import NOBODY, Role, StepState, Tier, Unit

PLACES = (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class DateMove:
    """A date that is set, moved or taken away; ``step`` empty: the stage's limit. ``workdays`` from the old day to the new one.

    ``credited`` is what the act adds, in ``unit``; ``granted`` and ``returned`` are the extensions it gives and takes back.
    """

    step: str
    tier: Tier
    before: Deadline | None
    after: Deadline | None
    workdays: int = 0
    credited: int = 0
    granted: tuple[Length, ...] = ()
    returned: tuple[Length, ...] = ()
    unit: Unit = Unit.DAYS


@dataclass(frozen=True, slots=True)
class StepMove:
    """A step that opens, goes on or ends; ``before`` is None where it was no row."""

    step: str
    before: StepState | None
    after: StepState


@dataclass(frozen=True, slots=True)
class HolderMove:
    """The ball of an open step changes hands."""

    step: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlaceMove:
    """Somebody takes a place: ``step`` names the step, empty means ``role`` on the case."""

    step: str
    role: Role | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class CaseMoves:
    """Everything that moves in the case. ``stopped`` and ``running`` are the steps whose clocks stop and run again."""

    dates: tuple[DateMove, ...] = ()
    steps: tuple[StepMove, ...] = ()
    holders: tuple[HolderMove, ...] = ()
    places: tuple[PlaceMove, ...] = ()
    stopped: tuple[str, ...] = ()
    running: tuple[str, ...] = ()


def moves(before: CaseFile, after: CaseFile, calendar: WorkCalendar) -> CaseMoves:
    """What moves from ``before`` to ``after``, in the order of the case's steps; empty if nothing does."""
    pairs = [(before.step(row.key), row) for row in after.steps]
    live = [(old, row) for old, row in pairs if row.is_live]
    return CaseMoves(
        dates=tuple(_dates(before, after, calendar)),
        steps=tuple(_steps(pairs)),
        holders=tuple(_holders(before, after)),
        places=tuple(_places(before, after)),
        stopped=tuple(row.key for old, row in live if row.paused_on and not (old and old.paused_on)),
        running=tuple(row.key for old, row in live if old and old.paused_on and not row.paused_on),
    )


def _dates(before: CaseFile, after: CaseFile, calendar: WorkCalendar) -> Iterator[DateMove]:
    """Of live steps, whose dates people wait for, and of the stage; a step that ends takes its dates with it."""
    for key in (*(row.key for row in after.live_steps), clocks.STAGE):
        for tier in (Tier.TARGET, Tier.STATUTORY):
            old, new = _date(before, key, tier, stay=after), _date(after, key, tier, stay=after)
            if (old and old.due_on) != (new and new.due_on):
                yield _move(after, key, tier, old, new, calendar)


def _date(casefile: CaseFile, key: str, tier: Tier, *, stay: CaseFile) -> Deadline | None:
    """A date people wait for in ``casefile``: not of a step that is not open, nor the limit of another stay."""
    row = casefile.step(key)
    elsewhere = (casefile.stage, casefile.round) != (stay.stage, stay.round)
    if (key == clocks.STAGE and elsewhere) or (row and not row.is_live):
        return None
    return clocks.date_of(casefile, key, tier)


def _move(
    casefile: CaseFile, key: str, tier: Tier, old: Deadline | None, new: Deadline | None, calendar: WorkCalendar
) -> DateMove:
    clock = clocks.clock_of(casefile, key, tier)
    return DateMove(
        key,
        tier,
        old,
        new,
        workdays=calendar.between(old.due_on, new.due_on) if old and new else 0,
        credited=new.credited - old.credited if old and new else 0,
        granted=_more(new, old) if old and new else (),
        returned=_more(old, new) if old and new else (),
        unit=unit_of(clock.term) if clock else Unit.DAYS,
    )


def _more(one: Deadline, than: Deadline) -> tuple[Length, ...]:
    """The extensions that ``one`` has beyond those both have in common from the first on."""
    common = 0
    for mine, theirs in zip(one.granted, than.granted, strict=False):
        if mine != theirs:
            break
        common += 1
    return tuple(grant.length for grant in one.granted[common:])


def _steps(pairs: list[tuple[Step | None, Step]]) -> Iterator[StepMove]:
    for old, row in pairs:
        if (old and old.state) != row.state:
            yield StepMove(row.key, old.state if old else None, row.state)


def _holders(before: CaseFile, after: CaseFile) -> Iterator[HolderMove]:
    for row in after.live_steps:
        old = before.step(row.key)
        if old and old.is_live and holder(before, old) != holder(after, row):
            yield HolderMove(row.key, holder(before, old), holder(after, row))


def holder(casefile: CaseFile, step: Step) -> str:
    """Who has the ball of a step: nobody while the case is suspended."""
    return NOBODY if casefile.suspension else step.holder


def _places(before: CaseFile, after: CaseFile) -> Iterator[PlaceMove]:
    for role in PLACES:
        old, new = getattr(before, role), getattr(after, role)
        if old != new:
            yield PlaceMove("", role, old, new)
    for row in after.steps:
        was = before.step(row.key)
        if was and was.assignee != row.assignee:
            yield PlaceMove(row.key, None, was.assignee, row.assignee)
