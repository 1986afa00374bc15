"""The gate (关口) of a stage: may it be left with an outcome, and if not, everything that is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.blueprint import StagePlan, blueprint
from cases.registry import judge
from models.casefile import CaseFile
from models.definitions import Condition, Outcome
from models.refusals import Reason

REQUIRED_STEPS = Condition(name="required_steps_done")


@dataclass(frozen=True, slots=True)
class Gate:
    """``missing`` are all reasons at once; ``conditions`` tell them apart, each with whether it is met."""

    outcome: str
    ready: bool
    missing: tuple[Reason, ...]
    conditions: tuple[tuple[Condition, bool, tuple[Reason, ...]], ...]


def gate(casefile: CaseFile, outcome: str | None = None) -> Gate:
    """The gate of the present stage towards ``outcome``, without one towards the way forward. Unknown counts as missing."""
    chosen = outcome or forward(casefile) or ""
    verdicts = [(asked, judge(asked, casefile)) for asked in _asked(casefile, chosen)]
    conditions = tuple((asked, verdict.met is True, verdict.reasons) for asked, verdict in verdicts)
    missing = _each_once(reason for _, met, reasons in conditions if not met for reason in reasons)
    return Gate(chosen, all(met for _, met, _ in conditions), missing, conditions)


def forward(casefile: CaseFile) -> str | None:
    """The outcome that is meant when none is named: the first that leads to a later stage, otherwise the first of all."""
    plan = blueprint(casefile)
    stage = plan.stages[casefile.stage]
    outcomes = stage.definition.outcomes
    onward = (key for key, one in outcomes.items() if one.to and plan.stages[one.to].position > stage.position)
    return next(onward, next(iter(outcomes), None))


def endings(casefile: CaseFile) -> tuple[Outcome, ...]:
    """Where no stage is next, the ways in which the case can be closed as it stands, in the order of the process."""
    ways, way = outcomes(casefile), forward(casefile)
    if way is None or ways[way].to:
        return ()
    return tuple(one for key, one in ways.items() if one.close and gate(casefile, key).ready)


def outcomes(casefile: CaseFile) -> dict[str, Outcome]:
    """How the present stage can end."""
    return blueprint(casefile).stages[casefile.stage].definition.outcomes


def _asked(casefile: CaseFile, outcome: str) -> tuple[Condition, ...]:
    """The outcome's own gate, if it has one, stands instead of the stage's; that one always waits for required steps."""
    stage: StagePlan = blueprint(casefile).stages[casefile.stage]
    chosen = stage.definition.outcomes.get(outcome)
    if chosen and chosen.gate is not None:
        return chosen.gate
    written = stage.definition.gate
    return written if REQUIRED_STEPS in written else (REQUIRED_STEPS, *written)


def _each_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Two conditions may miss the same thing."""
    seen: list[Reason] = []
    for reason in reasons:
        if reason not in seen:
            seen.append(reason)
    return tuple(seen)
