"""Uses of a ladder (阶梯用于何处): what is reminded of by which ladder, as the processes of a rulebook have it."""

from collections.abc import Iterator

from cases.ladders import lineage
from cases.memoranda import COMMITMENT
from cases.survey import survey
from cases.waiting import (
    APPROVER,
    ASKED,
    COMMISSION,
    ENDED,
    EVIDENCE,
    MOVED,
    OUTSIDE_PARTY,
    POOL,
    PROMISE,
    RESUME,
    RETURNED,
    REWORK,
    WINDOW,
)
from models.rulebook import Rulebook
from models.terms import Term
from models.vocabulary import CUSTOMS, Subject

Use = tuple[Subject, Term | None]  # what is reminded of by a ladder; None: its length is not to be seen
ABSENCE = "absence"  # what the ladders of absences begin with: only these speak of somebody absent and a substitute
ALARMS = frozenset({"blast", "silence", "rest"})  # what the program tells of itself
_ALWAYS = (
    (PROMISE, Subject.PROMISE),
    (RESUME, Subject.RESUME),
    (POOL, Subject.POOL),
    (RETURNED, Subject.RETURNED),
    (EVIDENCE, Subject.EVIDENCE),
    (WINDOW, Subject.WINDOW),
    (APPROVER, Subject.APPROVAL),
    (REWORK, Subject.APPROVAL),
    (ENDED, Subject.ENDED),
    (ASKED, Subject.ASKED),
    (MOVED, Subject.MOVED),
    (COMMISSION, Subject.ANSWER),
)


def subjects(rulebook: Rulebook) -> dict[str, tuple[Subject, ...]]:
    """What each ladder reminds of itself, by its name, in the order of the vocabulary; not of whom it lends its rungs to."""
    found = {one.ladder: _beside_cases(one.ladder) for one in rulebook.ladders.values()}
    for used, (subject, _) in all_uses(rulebook):
        found.setdefault(used, set()).add(subject)
    return {name: tuple(one for one in Subject if one in some) for name, some in found.items()}


def _beside_cases(name: str) -> set[Subject]:
    """What no process says: answers of other parties, commitments, absences, alarms."""
    if name == COMMITMENT:
        return {Subject.COMMITMENT}
    if name == OUTSIDE_PARTY:
        return {Subject.ANSWER}
    if name in ALARMS:
        return {Subject.ALARM}
    return {Subject.ABSENCE} if name.startswith(ABSENCE) else set()


def uses(name: str, rulebook: Rulebook) -> Iterator[Use]:
    """Everything reminded of by this ladder, or by one that keeps its rungs."""
    for used, use in all_uses(rulebook):
        if any(one.ladder == name for one in lineage(used, "", rulebook.ladders)):
            yield use


def all_uses(rulebook: Rulebook) -> Iterator[tuple[str, Use]]:
    """Every ladder that something of a case or a problem climbs, by name, whether there is one of that name or not."""
    for problems in rulebook.problems.values():
        yield from ((name, (Subject.PROBLEM, None)) for name in (problems.ladder, problems.confirm_ladder))
        yield ASKED, (Subject.ASKED, None)
    for process in rulebook.processes.values():
        found = survey(process, rulebook)
        yield from ((name, (subject, None)) for name, subject in _ALWAYS)
        yield process.stillness, (Subject.STILLNESS, None)
        yield process.ladder, (Subject.TARGET, None)  # steps added by hand use it too
        for step in found.steps.values():
            usual = process.ladder if step.definition.held_by == CUSTOMS else OUTSIDE_PARTY
            if step.term:
                yield step.definition.ladder or usual, (Subject.TARGET, step.term)
            if step.definition.statutory:
                yield step.definition.statutory.ladder, (Subject.STATUTORY, step.definition.statutory.term)
        for stage in found.stages.values():
            if stage.definition.stillness:
                yield stage.definition.stillness, (Subject.STILLNESS, None)
            if stage.definition.term or stage.definition.statutory:
                yield stage.definition.ladder, (Subject.STAGE, stage.definition.term)
