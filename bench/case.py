"""The case of the script as one of our processes, written as an expert would."""

from collections.abc import Iterator
from typing import Any

from bench.script import AFTER, FAILED, STAGE_WORKDAYS, STAGES, STEP_WORKDAYS
from models.definitions import ProcessDefinition


def process() -> ProcessDefinition:
    """The process as an expert would write it."""
    stages = {stage: _stage(stage, following) for stage, following in zip(STAGES, (*STAGES[1:], ""), strict=True)}
    return ProcessDefinition.model_validate(
        {"process": "bench", "title": _text("计量"), "regime": "CN-282", "target": "advanced", "stages": stages}
    )


def _stage(stage: str, following: str) -> dict[str, Any]:
    return {
        "title": _text(stage),
        "term": f"{STAGE_WORKDAYS} workdays after stage entered",
        "steps": {f"{stage}{letter}": _step(stage, letter) for letter in AFTER},
        "gate": ["required_steps_done"],
        "outcomes": dict(_outcomes(stage, following)),
    }


def _step(stage: str, letter: str) -> dict[str, Any]:
    return {
        "title": _text(f"{stage}{letter}"),
        "after": [f"{stage}{one}" for one in AFTER[letter]],
        "term": f"{STEP_WORKDAYS} workdays after step opened",
    }


def _outcomes(stage: str, following: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "on", {"title": _text("on"), **({"to": following} if following else {"close": "finished"})}
    if stage == FAILED[0]:
        yield "again", {"title": _text("again"), "to": stage}


def _text(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}
