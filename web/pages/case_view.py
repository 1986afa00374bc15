"""What stands where on the case page: the stepper, the steps in groups, each with what can be done and why not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cases.blueprint import StagePlan, blueprint
from config.contract import Document
from models.acts import Option
from models.casefile import CaseFile, Visit
from models.definitions import Text
from models.refusals import Reason
from models.vocabulary import ENDED, LIVE, StepState

Between = Callable[[date, date], int]


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage on the stepper with its last stay. ``look`` is ``now``, ``done`` or empty; ``days`` are working days; ``until`` is
    the limit of the present stay."""

    key: str
    title: Text
    look: str
    stay: Visit | None
    days: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the case (``step``, as the contract has it), the acts it offers, and why it cannot be completed yet."""

    step: Document
    options: tuple[Option, ...]
    hindered: tuple[Reason, ...]

    @property
    def is_live(self) -> bool:
        """Whether somebody has to act on it."""
        return self.step["state"] in LIVE

    @property
    def has_date(self) -> bool:
        """Whether its date still matters."""
        return self.step["state"] not in ENDED


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of one stage, of which those worth showing are ``rows``."""

    title: Text
    ended: int
    count: int
    rows: tuple[Row, ...]


def stepper(casefile: CaseFile, between: Between, today: date) -> list[Mark]:
    """Each stage with its last stay and the working days it took."""
    return [_mark(casefile, key, stage.definition.title, between, today) for key, stage in _stages(casefile)]


def groups(casefile: CaseFile, document: Document, offered: Iterable[Option]) -> list[Group]:
    """The steps by stage. Steps to come are shown in the present stage alone."""
    by_step = defaultdict(list)
    for one in offered:
        by_step[one.step].append(one)
    found = []
    for key, stage in _stages(casefile):
        steps = [step for step in document["steps"] if step["stage"] == key]
        ended = sum(step["state"] in {StepState.DONE, StepState.WAIVED} for step in steps)
        shown = (step for step in steps if key == casefile.stage or step["state"] != StepState.PLANNED)
        if steps:
            rows = tuple(_row(step, by_step[step["key"]]) for step in shown)
            found.append(Group(stage.definition.title, ended, len(steps), rows))
    return found


def titles(document: Document) -> Mapping[str, str]:
    """The title of each step."""
    return {step["key"]: step["title"] for step in document["steps"]}


def _stages(casefile: CaseFile) -> Iterable[tuple[str, StagePlan]]:
    return blueprint(casefile).stages.items()


def _mark(casefile: CaseFile, key: str, title: Text, between: Between, today: date) -> Mark:
    stay = next((visit for visit in reversed(casefile.visits) if visit.stage == key), None)
    days = between(stay.entered_on, stay.left_on or today) if stay else 0
    is_now = key == casefile.stage
    look = "now" if is_now else "done" if stay and stay.left_on else ""
    limit = casefile.stage_deadline if is_now else None
    return Mark(key, title, look, stay, days, limit.due_on if limit else None)


def _row(step: Document, offered: list[Option]) -> Row:
    allowed = tuple(one for one in offered if one.allowed)
    finishing = any(one.act in {"complete-step", "submit-step"} for one in allowed)
    hindered = () if finishing or step["state"] != StepState.OPEN else _hindrances(offered)
    return Row(step, allowed, tuple(hindered))


def _hindrances(offered: Iterable[Option]) -> Iterator[Reason]:
    return (why for one in offered if one.act == "complete-step" for why in one.reasons)
