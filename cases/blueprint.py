"""The blueprint (流程图纸): a process and its regime compiled once, nested stages resolved, every step ready to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.casefile import CaseFile
from models.definitions import (
    Condition,
    Extension,
    ProcessDefinition,
    RegimeDefinition,
    StageDefinition,
    Statutory,
    StepDefinition,
)
from models.terms import Event, Term
from models.vocabulary import Standing, Tier


@dataclass(frozen=True, slots=True)
class Clock:
    """One date of a step or stage: how it is computed, how far it may be moved, whether anything may stop it, and where the rule
    is written."""

    term: Term
    extension: Extension | None
    standing: Standing
    pausable: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step with everything its stage and the nested stages around it say about it.

    ``after`` and ``when`` include those of the nested stages. A step without a term of its own has that of the nested stage.
    """

    key: str
    stage: str
    definition: StepDefinition
    after: tuple[str, ...]
    when: tuple[Condition, ...]
    target: Clock | None
    statutory: Clock | None

    def clock(self, tier: Tier) -> Clock | None:
        """How the date of ``tier`` is computed, None if the step has none."""
        return self.target if tier is Tier.TARGET else self.statutory


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage with its steps in the order they are written, nested ones included."""

    key: str
    position: int
    definition: StageDefinition
    steps: tuple[StepPlan, ...]
    target: Clock | None
    statutory: Clock | None


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A compiled process. ``groups`` are the nested stages with the keys of all steps inside."""

    stages: Mapping[str, StagePlan]
    steps: Mapping[str, StepPlan]
    groups: Mapping[str, tuple[str, ...]]
    event_milestones: frozenset[str] = field(default=frozenset())  # what counts from them counts from the past

    def first_stage(self) -> StagePlan:
        """Where a case begins."""
        return next(iter(self.stages.values()))

    def milestones(self) -> frozenset[str]:
        """Every milestone a case of this process can reach."""
        return frozenset(_milestones(self))


_CACHE: dict[tuple[str, str], Blueprint] = {}


def blueprint(casefile: CaseFile) -> Blueprint:
    """The blueprint of the definitions the case is pinned to, compiled once per pair of hashes."""
    key = (casefile.process_hash, casefile.regime_hash)
    if key not in _CACHE:
        _CACHE[key] = compile_process(casefile.process, casefile.regime)
    return _CACHE[key]


def compile_process(process: ProcessDefinition, regime: RegimeDefinition) -> Blueprint:
    """Flatten the nested stages of ``process`` and look up its clocks in ``regime``."""
    groups: dict[str, tuple[str, ...]] = {}
    stages = {
        key: StagePlan(
            key=key,
            position=position,
            definition=stage,
            steps=tuple(_steps(stage, key, regime, groups, after=(), when=(), term=None)),
            target=_target(stage.term, None, Standing.CONFIRMED, pausable=True),
            statutory=_statutory(stage.statutory, regime, Standing.CONFIRMED),
        )
        for position, (key, stage) in enumerate(process.stages.items())
    }
    steps = {step.key: step for stage in stages.values() for step in stage.steps}
    return Blueprint(stages, steps, groups, frozenset(_event_milestones(process, stages)))


def _steps(
    stage: StageDefinition,
    top: str,
    regime: RegimeDefinition,
    groups: dict[str, tuple[str, ...]],
    *,
    after: tuple[str, ...],
    when: tuple[Condition, ...],
    term: Term | None,
) -> Iterator[StepPlan]:
    """The steps of ``stage`` and then of the stages nested in it, each with what it inherits; fills ``groups`` on the way."""
    for key, step in stage.steps.items():
        yield StepPlan(
            key=key,
            stage=top,
            definition=step,
            after=after + step.after,
            when=when + step.when,
            target=_target(step.term or term, step.extension, step.status, pausable=step.pausable, source=step.source),
            statutory=_statutory(step.statutory, regime, step.status),
        )
    for key, nested in stage.stages.items():
        inside = list(
            _steps(
                nested,
                top,
                regime,
                groups,
                after=after + nested.after,
                when=when + nested.when,
                term=nested.term or term,
            )
        )
        groups[key] = tuple(step.key for step in inside)
        yield from inside


def _target(
    term: Term | None, extension: Extension | None, standing: Standing, *, pausable: bool, source: str = ""
) -> Clock | None:
    return Clock(term, extension, standing, pausable, source) if term else None


def _statutory(statutory: Statutory | None, regime: RegimeDefinition, standing: Standing) -> Clock | None:
    """The law's clock: written out, or the regime's with the anchor given here. Unconfirmed if any part of it is, and stopped by
    nothing unless the rulebook says so."""
    if statutory is None:
        return None
    if statutory.term:
        weakest = _weakest(standing, statutory.status)
        return Clock(statutory.term, statutory.extension, weakest, bool(statutory.pausable), statutory.source)
    if statutory.clock is None or statutory.after is None:
        return None
    clock = regime.clocks[statutory.clock]
    extension = statutory.extension or clock.extension
    pausable = clock.pausable if statutory.pausable is None else statutory.pausable
    standing = _weakest(standing, statutory.status, clock.status)
    return Clock(Term(statutory.after, clock.length), extension, standing, pausable, statutory.source or clock.source)


def _weakest(*standings: Standing) -> Standing:
    return Standing.UNCONFIRMED if Standing.UNCONFIRMED in standings else Standing.CONFIRMED


def _clocks(stages: Mapping[str, StagePlan]) -> Iterator[Clock]:
    for stage in stages.values():
        parts: tuple[StagePlan | StepPlan, ...] = (stage, *stage.steps)
        yield from (clock for part in parts for clock in (part.target, part.statutory) if clock)


def _event_milestones(process: ProcessDefinition, stages: Mapping[str, StagePlan]) -> Iterator[str]:
    """What has happened when it is told: milestones that some term counts from and none towards, and the day a certificate is
    valid from, unless it renews another (the next cycle may begin later)."""
    if process.certificate and not process.certificate.renews:
        yield process.certificate.valid_from
    towards = {clock.term.anchor.key for clock in _clocks(stages) if clock.term.before}
    for clock in _clocks(stages):
        if clock.term.anchor.event is Event.MILESTONE and clock.term.anchor.key not in towards:
            yield clock.term.anchor.key


def _milestones(plan: Blueprint) -> Iterator[str]:
    for stage in plan.stages.values():
        yield from (effect.milestone for effect in stage.definition.on_enter + stage.definition.on_leave)
    for step in plan.steps.values():
        yield from (answer.milestone for answer in step.definition.answers.values() if answer.milestone)
        if step.definition.milestone:
            yield step.definition.milestone
