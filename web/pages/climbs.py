"""How far a step has climbed its ladder: which rungs were said, and when the next one is said to whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from jobs.live import Live
from models.vocabulary import Subject
from models.waiting import Heard, Watch
from notifications import policy
from store import outbox, watches
from store.worklist import WorkItem

SUBJECTS = frozenset({Subject.TARGET, Subject.STATUTORY})
Place = tuple[str, str]  # the number of the case, and the key of the step


@dataclass(frozen=True, slots=True)
class Climb:
    """The rungs of the ladder in their order, each with whether it was said; and the next one: its day (None: nothing is left to
    say), its name (empty: what was put off is looked at again) and who hears it."""

    rungs: tuple[tuple[str, bool], ...]
    next_on: date | None
    next_rung: str
    to: tuple[str, ...]
    subject: Subject

    @property
    def said(self) -> int:
        """How many were said."""
        return sum(is_said for _, is_said in self.rungs)


def climbs(tx: Connection, live: Live, items: Collection[WorkItem], today: date) -> Mapping[Place, Climb]:
    """Of each step that has a date, by the one that is said first. Two statements, and what is live."""
    first: dict[Place, Watch] = {}
    for one in watches.of_steps(tx, {(item.no, item.key) for item in items}, SUBJECTS):
        place = (one.waiting.case, one.waiting.step)
        if place not in first or _order(one) < _order(first[place]):
            first[place] = one
    heard: dict[str, list[Heard]] = defaultdict(list)
    for said in outbox.heard(tx, [one.waiting.key for one in first.values()]):
        heard[said.key].append(said)
    return {place: _climb(live, one, heard[one.waiting.key], today) for place, one in first.items()}


def _order(one: Watch) -> tuple[bool, object, date]:
    return (one.look_at is None, one.look_at or 0, one.waiting.due_on)


def _climb(live: Live, watch: Watch, heard: list[Heard], today: date) -> Climb:
    waiting, ladder, calendar = watch.waiting, live.ladder(watch.waiting), live.calendar(watch.waiting.site)
    said = {one.rung.partition("#")[0] for one in heard if one.revision == waiting.revision}
    next_on = live.plan(waiting, heard, today).next_on
    rungs = policy.rungs(waiting, ladder, calendar, today)
    coming = next((one for one in rungs if one.falls_on == next_on), None)
    hearers = policy.recipients(waiting, coming.to, live.office, coming.falls_on) if coming else {}
    return Climb(
        rungs=tuple((str(one.at), str(one.at) in said) for one in ladder.rungs),
        next_on=next_on,
        next_rung=coming.name if coming else "",
        to=tuple(_names(live, hearers)),
        subject=waiting.subject,
    )


def _names(live: Live, logins: Iterable[str]) -> Iterable[str]:
    return (live.people[login].name for login in logins if login in live.people)
