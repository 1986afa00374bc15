"""A trial of a ladder on its page: what the next thirty days would bring, with the names of everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.naming import step_title
from jobs.effect import Move
from jobs.preview import Preview
from jobs.try_rulebook import Trial
from store import cases, people
from web.pages import outbox_view
from web.pages.outbox_view import Shown as Day
from web.pages.subjects import Subjects, subjects

SHOWN = 60  # reminders; whoever wants all of thousands asks the command


@dataclass(frozen=True, slots=True)
class Named:
    """One reminder, with its enterprise and step as people call them."""

    move: Move
    enterprise: str
    step: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A trial and the names in it; ``more`` reminders are not shown. ``day`` is one day as it would be, with what it is about."""

    trial: Trial
    day: Day
    about: Subjects
    moves: tuple[Named, ...]
    more: int
    names: dict[str, str]


def shown(tx: Connection, trial: Trial, day: Preview, language: str) -> Shown:
    """The trial as somebody reads it who speaks ``language``."""
    moves = trial.effect.moves
    names = people.names(tx)
    about = subjects(tx, (*day.messages, *day.suppressed), language)
    (of_day,) = outbox_view.shown([day])
    return Shown(trial, of_day, about, tuple(_named(tx, moves[:SHOWN], language)), max(0, len(moves) - SHOWN), names)


def _named(tx: Connection, moves: Iterable[Move], language: str) -> Iterator[Named]:
    """Each case is loaded once."""
    moves = list(moves)
    known = {no: cases.load(tx, no) for no in {one.told.case for one in moves} if no}
    for one in moves:
        casefile, step = known.get(one.told.case), one.told.step
        title = step_title(casefile, step)[f"title_{language}"] if casefile and step else ""
        yield Named(one, casefile.enterprise.name if casefile else "", title)
