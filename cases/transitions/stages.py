"""Leaving a stage: advance by one of its outcomes through the gate, or be sent back without one."""

from collections.abc import Iterator
from datetime import date

from cases import duties, windows
from cases.acts import Ask
from cases.blueprint import blueprint
from cases.bounds import out_of_bounds
from cases.deadlines import shift
from cases.draft import Draft
from cases.gate import forward, gate, outcomes
from cases.naming import titles
from cases.occasion import Occasion
from cases.progress import enter_stage, leave_stage
from cases.rights import stands_for
from cases.transitions import raising
from cases.transitions.closing import close
from cases.transitions.crediting import change_credit
from models.acts import Input
from models.casefile import CaseFile
from models.definitions import Outcome
from models.refusals import Reason


def advance_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The outcome; without one the way forward is meant. Where one keeps the enterprise in mind, the day to look again."""
    ways = outcomes(casefile)
    labels = {name: way.title for name, way in ways.items()}
    which = Input(
        "outcome", "choice", required=False, choices=tuple(ways), labels=labels, default=forward(casefile) or ""
    )
    if any(way.look_again for way in ways.values()):
        return (which, Input("look_again_on", "date", required=False))
    return (which,)


def advance_outlook(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Nothing, if any outcome is open to this person; otherwise what is missing on the way forward."""
    if not any(_is_open(casefile, name, occasion) for name in outcomes(casefile)):
        yield from against(casefile, forward(casefile), occasion)


def advance_check(ask: Ask) -> Iterator[Reason]:
    """All that the gate misses, whose decision it is, and the reason if the outcome wants one."""
    outcome = ask.values.get("outcome") or forward(ask.casefile)
    yield from against(ask.casefile, outcome, ask.occasion)
    if outcome and outcomes(ask.casefile)[outcome].reason and not ask.occasion.reason:
        yield Reason("reason.missing", {"act": "advance-stage"}, "reason")
    if outcome and ask.values.get("look_again_on"):
        way = outcomes(ask.casefile)[outcome]
        if not way.look_again:
            yield Reason("outcome.no_look_again", {"outcome": outcome, **titles(way.title, outcome)}, "look_again_on")
        yield from out_of_bounds("advance-stage", "look_again_on", ask)


def advance(draft: Draft, ask: Ask) -> None:
    """The stage is left; the next one begins, or the case closes with the days to look again and to stay barred."""
    name = ask.values.get("outcome") or forward(draft.casefile) or ""
    outcome = outcomes(draft.casefile)[name]
    if outcome.to:
        leave_stage(draft, name, by_outcome=True)
        enter_stage(draft, outcome.to)
        raising.take_up(draft)
        return
    barred_until = _barred(draft, outcome)
    close(
        draft,
        outcome.close or name,
        look_again_on=_look_again(draft, ask, outcome),
        barred_until=barred_until,
        left_with=name,
    )


def _look_again(draft: Draft, ask: Ask, outcome: Outcome) -> date | None:
    """The day somebody chose, otherwise as long from now as the outcome says."""
    usual = shift(draft.today, outcome.look_again, draft.calendar) if outcome.look_again else None
    return ask.values.get("look_again_on") or usual


def _barred(draft: Draft, outcome: Outcome) -> date | None:
    """Until when the enterprise is barred from applying for what the case aimed at, by what this end is to its credit."""
    casefile = draft.casefile
    if outcome.event:
        event = change_credit(draft, outcome.event, ending=True)
        return windows.ends(event, casefile.regime, casefile.process.target, draft.calendar)
    return shift(draft.today, casefile.regime.bars[outcome.bar].length, draft.calendar) if outcome.bar else None


def send_back_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is an earlier stage."""
    if not _earlier(casefile):
        yield Reason("stage.first", {"stage": casefile.stage})


def send_back_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which earlier stage."""
    stages = blueprint(casefile).stages
    labels = {name: stages[name].definition.title for name in _earlier(casefile)}
    return (Input("to", "choice", choices=_earlier(casefile), labels=labels),)


def send_back(draft: Draft, ask: Ask) -> None:
    """The stage is left unfinished and the earlier one begins a new round."""
    leave_stage(draft, "sent-back", by_outcome=False)
    enter_stage(draft, ask.values["to"])
    raising.take_up(draft)


def _earlier(casefile: CaseFile) -> tuple[str, ...]:
    stages = blueprint(casefile).stages
    return tuple(key for key, stage in stages.items() if stage.position < stages[casefile.stage].position)


def _is_open(casefile: CaseFile, outcome: str, occasion: Occasion) -> bool:
    return not list(against(casefile, outcome, occasion))


def against(casefile: CaseFile, outcome: str | None, occasion: Occasion) -> Iterator[Reason]:
    """Whose decision ``outcome`` is if not the actor's, and all that its gate misses."""
    if outcome is None:
        yield Reason("stage.no_outcome", {"stage": casefile.stage})
        return
    way = outcomes(casefile)[outcome]
    if not stands_for(occasion.capacity, way.by):
        yield Reason("outcome.role", {"outcome": outcome, "role": str(way.by), **titles(way.title, outcome)})
    else:
        yield from duties.own_case(casefile, occasion, way.by)
    yield from gate(casefile, outcome).missing
