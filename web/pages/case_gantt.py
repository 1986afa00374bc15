"""The Gantt of a case: every stay with the steps that have a date, and how many have none yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.naming import stage_title
from config.contract import Document
from config.words import said
from models.casefile import CaseFile, Visit
from models.vocabulary import ENDED, LIVE
from web.pictures.gantt import Gantt, Phase, Task, gantt


@dataclass(frozen=True, slots=True)
class Plan:
    """The picture, and how many steps to come have no date to be drawn at."""

    picture: Gantt
    undated: int


def plan_of(casefile: CaseFile, document: Document, today: date) -> Plan:
    """The case as ``document`` tells it on the day ``today``."""
    steps = document["steps"]
    phases = [_phase(casefile, visit, steps) for visit in casefile.visits]
    drawn = sum(len(one.tasks) for one in phases)
    return Plan(gantt(phases, today), len(steps) - drawn)


def _phase(casefile: CaseFile, visit: Visit, steps: list[Document]) -> Phase:
    several = visit.round > 1 or any(one.stage == visit.stage and one.round > 1 for one in casefile.visits)
    title = said(stage_title(casefile, visit.stage))
    goes_on = visit is casefile.visits[-1] and visit.left_on is None
    limit = casefile.stage_deadline if goes_on else None
    here = [one for one in steps if (one["stage"], one["round"]) == (visit.stage, visit.round)]
    return Phase(
        title=f"{title} {visit.round}" if several else title,
        entered_on=visit.entered_on,
        left_on=visit.left_on or casefile.closed_on,
        until=limit.due_on if limit else None,
        tasks=tuple(_tasks(here)),
    )


def _tasks(steps: list[Document]) -> Iterator[Task]:
    for step in steps:
        opened_on, due_on = step.get("opened_on"), step["due_on"]
        if opened_on or due_on or step["statutory_due_on"]:
            yield Task(
                key=step["key"],
                title=step["title"],
                look=_look(step),
                opened_on=opened_on,
                closed_on=step.get("closed_on"),
                due_on=due_on,
                law_on=step["statutory_due_on"],
            )


def _look(step: Document) -> str:
    if step["state"] in ENDED:
        return "done"
    if step["state"] in LIVE:
        return "open"
    return "planned"
