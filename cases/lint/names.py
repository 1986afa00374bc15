"""Names a process uses: regime, level, ladders, wording, clocks, bars, stages, steps, holders. Each must exist, each key once."""

from collections.abc import Iterable, Iterator

from cases.survey import Found, Path, Stage, Step, Survey, unknown
from cases.waiting import APPROVER, EVIDENCE, OUTSIDE_PARTY, PROMISE, RETURNED, REWORK
from models.definitions import CertificateDefinition, Statutory
from models.refusals import Reason
from models.vocabulary import CUSTOMS, ENTERPRISE, NOBODY


def check(survey: Survey) -> Iterator[Found]:
    """Every name that leads nowhere."""
    yield from _head(survey)
    yield from ((path, _twice(path)) for path in survey.twice)
    for stage in (*survey.stages.values(), *survey.groups.values()):
        yield from _stage(survey, stage)
    for step in survey.steps.values():
        yield from _step(survey, step)


def _head(survey: Survey) -> Iterator[Found]:
    process, rulebook = survey.process, survey.rulebook
    yield from _must_exist(("regime",), "regime", process.regime, rulebook.regimes)
    yield from _must_exist(("ladder",), "ladder", process.ladder, rulebook.ladders)
    yield from _must_exist(("stillness",), "ladder", process.stillness, rulebook.ladders)
    yield from _must_exist(("promise",), "ladder", PROMISE, rulebook.ladders)
    for name in (CUSTOMS, ENTERPRISE, NOBODY):
        if name in process.parties:
            yield ("parties", name), Reason("lint.no_party", {"name": name})
    for kind in process.good_for:
        yield from _must_exist(("good_for", kind), "evidence", kind, process.papers)
        yield from _must_exist(("good_for", kind), "ladder", EVIDENCE, rulebook.ladders)
    yield from _must_exist(("wording",), "wording", process.wording, rulebook.wordings)
    if survey.regime:
        codes = [level.code for level in survey.regime.levels]
        yield from _must_exist(("target",), "level", process.target, codes)
    if process.certificate:
        yield from _certificate(survey, process.certificate)


def _certificate(survey: Survey, asked: CertificateDefinition) -> Iterator[Found]:
    """Every part of the certificate is asked for somewhere."""
    for part, what, known in (
        ("no", "fact", survey.facts),
        ("scope", "fact", survey.facts),
        ("valid_from", "milestone", survey.milestones),
        ("review_on", "milestone", survey.milestones),
    ):
        if name := getattr(asked, part):
            yield from _must_exist(("certificate", part), what, name, known)
    for kind in asked.papers:
        yield from _must_exist(("certificate", "papers"), "evidence", kind, survey.process.papers)
    if asked.review:
        path = ("certificate", "review", "process")
        yield from _must_exist(path, "process", asked.review.process, survey.rulebook.processes)
    if survey.regime:
        yield from _must_exist(("certificate", "event"), "event", asked.event, survey.regime.events)


def _stage(survey: Survey, stage: Stage) -> Iterator[Found]:
    definition = stage.definition
    yield from _after(survey, stage.path, definition.after)
    if definition.statutory:
        yield from _statutory(survey, (*stage.path, "statutory"), definition.statutory)
    if definition.stillness:
        yield from _must_exist((*stage.path, "stillness"), "ladder", definition.stillness, survey.rulebook.ladders)
    if not stage.is_nested and (definition.term or definition.statutory):
        yield from _must_exist((*stage.path, "ladder"), "ladder", definition.ladder, survey.rulebook.ladders)
    if any(one.name == "plan_approved" for one in definition.gate):
        for name in (APPROVER, REWORK):
            yield from _must_exist((*stage.path, "gate"), "ladder", name, survey.rulebook.ladders)
    for key, outcome in definition.outcomes.items():
        path = (*stage.path, "outcomes", key)
        if outcome.to:
            yield from _must_exist((*path, "to"), "stage", outcome.to, survey.stages)
        if outcome.event and survey.regime:
            yield from _must_exist((*path, "event"), "event", outcome.event, survey.regime.events)
        if outcome.bar and survey.regime:
            yield from _must_exist((*path, "bar"), "bar", outcome.bar, survey.regime.bars)


def _step(survey: Survey, step: Step) -> Iterator[Found]:
    definition, ladders = step.definition, survey.rulebook.ladders
    yield from _after(survey, step.path, definition.after)
    yield from _must_exist(
        (*step.path, "held_by"), "holder", definition.held_by, (CUSTOMS, ENTERPRISE, *survey.process.parties)
    )
    for kind in definition.evidence:
        yield from _must_exist((*step.path, "evidence"), "evidence", kind, survey.process.papers)
    for kind in definition.recurs:
        yield from _must_exist((*step.path, "recurs", kind), "evidence", kind, definition.evidence)
    if definition.hands_back:
        yield from _must_exist((*step.path, "hands_back"), "step", definition.hands_back, step.after)
    for name, answer in definition.answers.items():
        if answer.among:
            yield from _must_exist((*step.path, "answers", name, "among"), "fact", answer.among, survey.facts)
        if answer.qualified and survey.regime:
            path, known = (*step.path, "answers", name, "qualified"), survey.regime.qualifications
            yield from _must_exist(path, "qualification", answer.qualified, known)
    if definition.ladder:
        yield from _must_exist((*step.path, "ladder"), "ladder", definition.ladder, ladders)
    elif definition.held_by != CUSTOMS:
        yield from _must_exist((*step.path, "held_by"), "ladder", OUTSIDE_PARTY, ladders)
    if definition.review_by:
        yield from _must_exist((*step.path, "review_by"), "ladder", RETURNED, ladders)
    if definition.statutory:
        yield from _statutory(survey, (*step.path, "statutory"), definition.statutory)


def _after(survey: Survey, path: Path, after: Iterable[str]) -> Iterator[Found]:
    known = (*survey.steps, *survey.groups)
    for number, key in enumerate(after):
        yield from _must_exist((*path, "after", number), "step", key, known)


def _statutory(survey: Survey, path: Path, statutory: Statutory) -> Iterator[Found]:
    if statutory.clock and survey.regime:
        yield from _must_exist((*path, "clock"), "clock", statutory.clock, survey.regime.clocks)
    yield from _must_exist((*path, "ladder"), "ladder", statutory.ladder, survey.rulebook.ladders)


def _must_exist(path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Found]:
    allowed = list(known)
    if name not in allowed:
        yield path, unknown(what, name, allowed)


def _twice(path: Path) -> Reason:
    return Reason("lint.twice", {"name": str(path[-1])})
