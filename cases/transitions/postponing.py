"""Postponing (窗口推迟): the day to apply has moved on, and the plan is looked at for it."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.draft import Draft
from cases.occasion import Occasion
from cases.windows import matters
from models.acts import Input
from models.casefile import CaseFile, Postponed
from models.changes import PlanLookedAt, WindowPostponed
from models.refusals import Reason


def postpone_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What happened and when, and the first day to apply on from now on."""
    events = casefile.regime.events
    called = {kind: event.title for kind, event in events.items()}
    return (
        Input("event", "choice", choices=tuple(events), labels=called),
        Input("on", "date"),
        Input("opens_on", "date"),
    )


def postpone_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """The enterprise is still to apply."""
    if not matters(casefile):
        yield Reason("window.applied", {"no": casefile.no})


def postpone(draft: Draft, ask: Ask) -> None:
    """The case is marked until somebody has looked at its plan."""
    said = ask.values
    draft.add(WindowPostponed(postponed=Postponed(draft.today, said["event"], said["on"], said["opens_on"])))


def look_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """The day to apply has moved, and nobody has looked yet."""
    if casefile.postponed is None:
        yield Reason("window.not_postponed", {"no": casefile.no})


def look_at_plan(draft: Draft, ask: Ask) -> None:
    """What came of it stands in the reason."""
    draft.add(PlanLookedAt(on=draft.today))
