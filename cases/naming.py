"""Naming things in reasons: a key for machines, and the rulebook's two titles for people (``title_zh``, ``title_en``)."""

from collections.abc import Mapping
from typing import Any

from cases.blueprint import blueprint
from models.casefile import CaseFile, Step
from models.definitions import StageDefinition, Text
from models.refusals import Reason


def titles(title: Text | None, fallback: str) -> dict[str, str]:
    """Both titles, or ``fallback`` twice."""
    return {"title_zh": title.zh, "title_en": title.en} if title else {"title_zh": fallback, "title_en": fallback}


def step_title(casefile: CaseFile, key: str) -> dict[str, str]:
    """The titles of a step: of its row if it was added by hand, otherwise of its definition; a nested stage has its own."""
    row = casefile.step(key)
    if row and row.title:
        return titles(row.item.title if row.item else None, row.title)
    plan = blueprint(casefile).steps.get(row.of if row else of_key(key))
    if plan is None and row and row.called:
        return titles(row.called, key)
    return titles(plan.definition.title if plan else _nested_title(casefile.process.stages, key), key)


def stage_title(casefile: CaseFile, stage: str) -> Text:
    """The title of a stage; its key where the case was moved to a process without it."""
    known = casefile.process.stages.get(stage)
    return known.title if known else Text(zh=stage, en=stage)


def _nested_title(stages: Mapping[str, StageDefinition], key: str) -> Text | None:
    for stage in stages.values():
        if title := stage.stages[key].title if key in stage.stages else _nested_title(stage.stages, key):
            return title
    return None


def about_step(code: str, casefile: CaseFile, step: Step | str, **values: Any) -> Reason:
    """A reason that concerns one step."""
    key = step if isinstance(step, str) else step.key
    return Reason(code, {"step": key, **step_title(casefile, key), **values}, where=key)


def fact_title(casefile: CaseFile, name: str) -> dict[str, str]:
    """The titles of the answer that becomes the fact called ``name``."""
    for plan in blueprint(casefile).steps.values():
        if name in plan.definition.answers:
            return titles(plan.definition.answers[name].title, name)
    return titles(None, name)


def milestone_title(casefile: CaseFile, name: str) -> dict[str, str]:
    """The titles of what reaches a milestone: the step, the answer, or the stage that is entered or left."""
    for plan in blueprint(casefile).steps.values():
        if plan.definition.milestone == name:
            return titles(plan.definition.title, name)
        for answer in plan.definition.answers.values():
            if answer.milestone == name:
                return titles(answer.title, name)
    for stage in casefile.process.stages.values():
        if name in {effect.milestone for effect in (*stage.on_enter, *stage.on_leave)}:
            return titles(stage.title, name)
    return titles(None, name)


def answer_words(casefile: CaseFile, name: str, value: Any, *, under: str) -> dict[str, Any]:
    """A fact's value under the name ``under``, in the rulebook's two languages if it is one of its choices."""
    for plan in blueprint(casefile).steps.values():
        if name in plan.definition.answers:
            choices = plan.definition.answers[name].choices
            labels = [choices.get(str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
            if labels and all(labels):
                said = [label for label in labels if label]
                return {
                    under: value,
                    f"{under}_zh": "、".join(one.zh for one in said),
                    f"{under}_en": ", ".join(one.en for one in said),
                }
    return {under: value}


def paper_title(casefile: CaseFile, kind: str) -> dict[str, str]:
    """What a kind of evidence is called, under ``kind_zh`` and ``kind_en``, itself where the process does not say."""
    title = casefile.process.papers.get(kind)
    return {"kind": kind, "kind_zh": title.zh if title else kind, "kind_en": title.en if title else kind}


def event_title(casefile: CaseFile, kind: str) -> dict[str, str]:
    """What a credit event is called by the case's regime, under ``event_zh`` and ``event_en``, itself where that does not say."""
    known = casefile.regime.events.get(kind)
    return {"event_zh": known.title.zh if known else kind, "event_en": known.title.en if known else kind}


def ending_title(casefile: CaseFile) -> dict[str, str]:
    """What the way is called in which the case ended, empty while it goes on."""
    if casefile.closed_on is None:
        return titles(None, "")
    ways = blueprint(casefile).stages[casefile.stage].definition.outcomes
    found = [way.title for key, way in ways.items() if casefile.visits[-1].outcome == key]
    return titles(found[0] if found else casefile.process.endings.get(casefile.outcome), casefile.outcome)


def of_key(key: str) -> str:
    """The definition's key of an instance's: ``visit.2`` is the second ``visit``."""
    return key.partition(".")[0]
