"""What a case to take over has behind it (既往): the columns of a list, read as answers of its process.

A column goes by an answer's title in either language, by its name, by the milestone it reaches, or as ``columns`` say.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cases import inputs
from documents import headers, takeover
from models.acts import Input
from models.definitions import Answer, ProcessDefinition, StageDefinition
from models.definitions.process import AnswerType
from models.refusals import Invalid, Reason


@dataclass(slots=True)
class History:
    """Facts and milestones, and under which title each was told."""

    facts: dict[str, Any] = field(default_factory=dict)
    milestones: dict[str, date] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def told(process: ProcessDefinition, cells: Mapping[str, str]) -> History:
    """What ``cells``, by title, tell of a case of ``process``; columns that no answer goes by tell nothing. Raises Invalid,
    naming the column."""
    known = {headers.plain(title): found for found in _answers(process.stages.values()) for title in _titles(*found)}
    history = History()
    for title, cell in cells.items():
        if found := known.get(headers.plain(title)):
            _take(history, *found, title=title, cell=cell)
    return history


def _answers(stages: Iterable[StageDefinition]) -> Iterator[tuple[str, Answer]]:
    for stage in stages:
        for step in stage.steps.values():
            yield from step.answers.items()
        yield from _answers(stage.stages.values())


def _titles(name: str, answer: Answer) -> Iterator[str]:
    yield from (answer.title.zh, answer.title.en, name, *answer.columns)
    if answer.milestone:
        yield answer.milestone


def _take(history: History, name: str, answer: Answer, *, title: str, cell: str) -> None:
    value = history.facts[name] = _value(name, answer, title, cell)
    history.titles[name] = title
    if answer.milestone and isinstance(value, date):
        history.milestones[answer.milestone] = value
        history.titles[answer.milestone] = title


def _value(name: str, answer: Answer, title: str, cell: str) -> Any:
    """The cell as the answer's type wants it; dates as people type them."""
    if answer.type is AnswerType.DATE:
        try:
            return takeover.day(cell)
        except ValueError:
            raise Invalid(Reason("bad_date", {"value": cell}, title)) from None
    asked = Input(name, str(answer.type), choices=tuple(answer.choices), title=answer.title)
    values, reasons = inputs.read((asked,), {name: cell})
    if reasons:
        raise Invalid(*(replace(one, where=title) for one in reasons))
    return values[name]
