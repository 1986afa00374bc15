"""Naming things in reasons: a key for machines, and the rulebook's two titles for people (``title_zh``, ``title_en``)."""

from typing import Any

from cases.blueprint import blueprint
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.refusals import Reason


def titles(title: Text | None, fallback: str) -> dict[str, str]:
    """Both titles, or ``fallback`` twice."""
    return {"title_zh": title.zh, "title_en": title.en} if title else {"title_zh": fallback, "title_en": fallback}


def step_title(casefile: CaseFile, key: str) -> dict[str, str]:
    """The titles of a step: of its row if it was added by hand, otherwise of its definition."""
    row = casefile.step(key)
    if row and row.title:
        return titles(None, row.title)
    plan = blueprint(casefile).steps.get(row.of if row else of_key(key))
    return titles(plan.definition.title if plan else None, key)


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


def of_key(key: str) -> str:
    """The definition's key of an instance's: ``visit.2`` is the second ``visit``."""
    return key.partition(".")[0]
