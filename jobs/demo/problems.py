"""The demo site's problems: asked over the last months, most of them answered, some three times over, one in the way of cases."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any

from actions.accept_problem import accept_problem
from actions.answer_problem import answer_problem
from actions.confirm_problem import confirm_problem
from actions.dispute_problem import dispute_problem
from actions.link_problem import link_problem
from actions.raise_problem import raise_problem
from jobs.demo.life import World
from models.casefile import CaseFile
from models.people import Scope
from models.problems import AnswerKind, Problem
from models.vocabulary import CUSTOMS, CaseStatus, StepState
from store import caselist, cases

WAITING = 3  # cases that wait for the tax authority's answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One problem: who recorded it how many working days ago, after how many it was answered and what became of it."""

    ago: int
    handler: str
    topic: str
    chapter: str
    text: str
    answered_after: int | None
    kind: str
    answer: str
    ending: str


def ask_all(world: World) -> None:
    """Live every problem, the oldest first; the last one of the tax authority stands in the way of some cases."""
    known = caselist.listing(world.tx, Scope.of("RZ"), world.today, is_closed=False, limit=200).items
    for number, one in enumerate(sorted(asked(), key=lambda one: -one.ago)):
        _live(world, known[number * 7 % len(known)].uscc, one)


def asked() -> Iterator[Asked]:
    """All of them, in the order of the file."""
    with files("jobs.demo").joinpath("problems.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield Asked(
                ago=int(row["前"]),
                handler=row["首问"],
                topic=row["主题"],
                chapter=row["章"],
                text=row["问题"],
                answered_after=int(row["答复"]) if row["答复"] else None,
                kind=row["类型"],
                answer=row["内容"],
                ending=row["结果"],
            )


def _live(world: World, uscc: str, told: Asked) -> None:
    world.day = world.calendar.add(world.today, -told.ago)
    handler = world.people[told.handler]
    by: dict[str, Any] = {"actor": handler, "zone": world.zone}
    one = raise_problem(
        world.tx,
        site="RZ",
        enterprise=uscc,
        text=told.text,
        topic=told.topic,
        chapter=told.chapter,
        now=world.moment(),
        **by,
    )
    if one.department == "tax":
        accept_problem(world.tx, one.no, actor=world.people["tang"], now=world.moment(), zone=world.zone)
    if told.ending == "waits":
        world.day = world.today  # the cases have lived up to today already
        _stand_in_the_way(world, one, by)
    if told.answered_after is None:
        return
    world.day = min(world.today, world.calendar.add(world.day, told.answered_after))
    who = world.people["tang"] if one.department == "tax" else handler
    answer_problem(
        world.tx,
        one.no,
        kind=AnswerKind(told.kind),
        answer=told.answer,
        actor=who,
        now=world.moment(),
        zone=world.zone,
    )
    world.day = min(world.today, world.calendar.add(world.day, 2))
    if told.ending == "confirmed":
        confirm_problem(world.tx, one.no, now=world.moment(), **by)
    elif told.ending == "disputed":
        dispute_problem(world.tx, one.no, reason="企业反映仍未解决，请再核", now=world.moment(), **by)


def _stand_in_the_way(world: World, one: Problem, by: dict[str, Any]) -> None:
    """Let a step of some of the handler's cases wait for it."""
    mine = caselist.listing(
        world.tx, Scope.of("RZ"), world.today, coordinator=one.handler, status=CaseStatus.OPEN
    ).items
    held = (cases.load(world.tx, line.no) for line in mine)
    free = ((casefile.no, _free_step(casefile)) for casefile in held if one.department in casefile.process.parties)
    for no, step in list(islice(((no, step) for no, step in free if step), WAITING)):
        link_problem(world.tx, one.no, case=no, step=step, now=world.moment(), **by)


def _free_step(casefile: CaseFile) -> str:
    """A step that customs holds and in which nobody was asked; empty if there is none."""
    open_ones = (step for step in casefile.live_steps if step.state is StepState.OPEN and step.holder == CUSTOMS)
    return next((step.key for step in open_ones if step.question is None), "")
