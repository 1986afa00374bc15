"""A trial of a ladder on its page: what the next thirty days would bring, with the names of everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.naming import step_title
from jobs.effect import Move
from jobs.try_rulebook import Trial
from store import cases, people

SHOWN = 60  # reminders; whoever wants all of thousands asks the command


@dataclass(frozen=True, slots=True)
class Named:
    """One reminder, with its enterprise and step as people call them."""

    move: Move
    enterprise: str
    step: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A trial and the names in it; ``more`` reminders are not shown."""

    trial: Trial
    moves: tuple[Named, ...]
    more: int
    names: dict[str, str]


def shown(tx: Connection, trial: Trial, language: str) -> Shown:
    """The trial as somebody reads it who speaks ``language``."""
    moves = trial.effect.moves
    names = {one.login: one.name for one in people.everybody(tx).values()}
    return Shown(trial, tuple(_named(tx, moves[:SHOWN], language)), max(0, len(moves) - SHOWN), names)


def _named(tx: Connection, moves: Iterable[Move], language: str) -> Iterator[Named]:
    """Each case is loaded once."""
    moves = list(moves)
    known = {no: cases.load(tx, no) for no in {one.told.case for one in moves} if no}
    for one in moves:
        casefile, step = known.get(one.told.case), one.told.step
        title = step_title(casefile, step)[f"title_{language}"] if casefile and step else ""
        yield Named(one, casefile.enterprise.name if casefile else "", title)
