"""The survey (勘查): a process laid out for checking: every step and stage with its place, every fact and milestone it can give.

Unlike a blueprint it takes a process as it is, with all its mistakes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models.definitions import Answer, Condition, ProcessDefinition, RegimeDefinition, StageDefinition, StepDefinition
from models.nearest import nearest
from models.refusals import Reason
from models.rulebook import Rulebook
from models.terms import Term

Path = tuple[str | int, ...]
Found = tuple[Path, Reason]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, nested or not. ``top`` is the stage of the process it belongs to, ``inside`` the nested stages around it."""

    key: str
    top: str
    path: Path
    definition: StageDefinition
    inside: tuple[str, ...] = ()

    @property
    def is_nested(self) -> bool:
        """Whether it stands inside another stage."""
        return self.key != self.top


@dataclass(frozen=True, slots=True)
class Step:
    """A step with what the nested stages around it add: ``after``, ``when`` and the default ``term``."""

    key: str
    top: str
    path: Path
    definition: StepDefinition
    after: tuple[str, ...]
    when: tuple[Condition, ...]
    term: Term | None
    inside: tuple[str, ...]


@dataclass(slots=True)
class Survey:
    """A process laid out. ``twice`` are the places of keys that are taken already."""

    process: ProcessDefinition
    rulebook: Rulebook
    regime: RegimeDefinition | None
    stages: dict[str, Stage] = field(default_factory=dict)
    groups: dict[str, Stage] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    facts: dict[str, Answer] = field(default_factory=dict)
    milestones: set[str] = field(default_factory=set)
    twice: list[Path] = field(default_factory=list)

    def position(self, stage: str) -> int:
        """Where a stage of the process stands."""
        return list(self.stages).index(stage)

    def steps_of(self, stage: str) -> Iterator[Step]:
        """The steps of a stage, nested ones included."""
        return (step for step in self.steps.values() if step.top == stage or stage in step.inside)

    def inside(self, key: str) -> tuple[str, ...]:
        """The steps that ``key`` stands for: itself, or all of a nested stage."""
        return (key,) if key in self.steps else tuple(step.key for step in self.steps_of(key))


def survey(process: ProcessDefinition, rulebook: Rulebook) -> Survey:
    """Lay out ``process``."""
    found = Survey(process, rulebook, rulebook.regimes.get(process.regime))
    for key, stage in process.stages.items():
        found.stages[key] = Stage(key, key, ("stages", key), stage)
    for one in list(found.stages.values()):
        _walk(found, one, after=(), when=(), term=None)
    return found


def unknown(what: str, name: str, allowed: Iterable[str]) -> Reason:
    """``name`` is no ``what`` that exists; with the likeliest and all allowed."""
    known = sorted(allowed)
    said = {"what": what, "name": name, "nearest": nearest(name, known), "allowed": ", ".join(known) or "-"}
    return Reason("lint.unknown", said)


def _walk(
    found: Survey, stage: Stage, *, after: tuple[str, ...], when: tuple[Condition, ...], term: Term | None
) -> None:
    definition, inside = stage.definition, (*stage.inside, stage.key) if stage.is_nested else ()
    _effects(found, definition)
    for key, step in definition.steps.items():
        path = (*stage.path, "steps", key)
        _take(found, key, path)
        found.steps[key] = Step(
            key, stage.top, path, step, after + step.after, when + step.when, step.term or term, inside
        )
        _gives(found, step)
    for key, nested in definition.stages.items():
        path = (*stage.path, "stages", key)
        _take(found, key, path)
        group = found.groups[key] = Stage(key, stage.top, path, nested, inside)
        _walk(found, group, after=after + nested.after, when=when + nested.when, term=nested.term or term)


def _take(found: Survey, key: str, path: Path) -> None:
    if key in found.steps or key in found.groups or key in found.stages:
        found.twice.append(path)


def _gives(found: Survey, step: StepDefinition) -> None:
    found.facts.update({name: answer for name, answer in step.answers.items() if name not in found.facts})
    found.milestones.update(answer.milestone for answer in step.answers.values() if answer.milestone)
    if step.milestone:
        found.milestones.add(step.milestone)


def _effects(found: Survey, stage: StageDefinition) -> None:
    found.milestones.update(effect.milestone for effect in stage.on_enter + stage.on_leave)
