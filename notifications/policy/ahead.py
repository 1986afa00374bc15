"""The days ahead (往后): what a case will be told of from day to day, supposing that nobody does anything.

What a rung brings about counts for all that comes after it: a raised priority, a step handed over. Who goes away or comes back, and
what is muted until when, the planner knows for every day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from models.vocabulary import Consequence, Priority, Subject
from models.waiting import Deed, Heard, Intent, Waiting
from notifications.policy.owed import Plan, heard_after


class Planner(Protocol):
    """Plans one waiting thing by what is live, and asks whether a message is still true when its turn comes."""

    def plan(self, waiting: Waiting, heard: list[Heard], today: date) -> Plan:
        """What is owed on ``today``."""
        ...

    def still_true(self, waiting: Waiting | None, sent: Waiting, rung: str, person: str, today: date) -> str:
        """Why it need not be sent, empty if it must."""
        ...


@dataclass(slots=True)
class Ahead:
    """One case on its way through the days: what waits, when each thing is looked at next, what was heard and done."""

    planner: Planner
    waiting: dict[str, Waiting]
    looks: dict[str, date | None]
    heard: dict[str, list[Heard]]
    done: set[str]

    @classmethod
    def begin(
        cls,
        waitings: Iterable[Waiting],
        planner: Planner,
        heard: Mapping[str, list[Heard]],
        done: Collection[str],
        first: date,
    ) -> "Ahead":
        """The case on the morning of ``first``, everything to be looked at.

        ``heard`` is what was said before, by the key of what waits; ``done`` are the keys of deeds that were owed before.
        """
        present = {one.key: one for one in waitings}
        known = {key: list(heard.get(key, ())) for key in present}
        return cls(planner, present, dict.fromkeys(present, first), known, set(done))

    @property
    def next_on(self) -> date | None:
        """The next day on which anything is to be looked at; None when nothing is left to say."""
        return min((day for day in self.looks.values() if day), default=None)

    def live_through(self, today: date) -> Iterator[Plan]:
        """Every plan of a day, as the sweep makes them: after something is done the case is looked at again."""
        while keys := [key for key, day in self.looks.items() if day and day <= today]:
            plans = {key: self.planner.plan(self.waiting[key], self.heard[key], today) for key in keys}
            self.looks |= {key: plan.next_on for key, plan in plans.items()}
            new = [deed for plan in plans.values() for deed in plan.deeds if deed.key not in self.done]
            if new:
                self._bring_about(new, today)
            for key, plan in plans.items():
                told = [one for one in plan.owed if not new or self._is_still_true(one, today)]
                self.heard[key] = heard_after(self.heard[key], [*told, *plan.overtaken])
                yield replace(plan, owed=tuple(told))

    def unhear(self, intent: Intent) -> None:
        """It was kept back unsent: nobody heard that, it is owed again when it is looked at next."""
        this = (intent.waiting.revision, intent.rung, intent.person)
        known = self.heard[intent.waiting.key]
        self.heard[intent.waiting.key] = [one for one in known if (one.revision, one.rung, one.person) != this]

    def _bring_about(self, deeds: Collection[Deed], today: date) -> None:
        self.done |= {deed.key for deed in deeds}
        self.waiting = {key: _after(waiting, deeds) for key, waiting in self.waiting.items()}
        self.looks = dict.fromkeys(self.looks, today)

    def _is_still_true(self, intent: Intent, today: date) -> bool:
        """Whether what was to be said is true even once the day's deeds are done."""
        now = self.waiting[intent.waiting.key]
        return not self.planner.still_true(now, intent.waiting, intent.rung, intent.person, today)


def ahead(
    waitings: Iterable[Waiting],
    planner: Planner,
    heard: Mapping[str, list[Heard]],
    done: Collection[str],
    first: date,
    last: date,
) -> Iterator[Plan]:
    """Every plan of one case from ``first`` to ``last``, as if swept every day: only days on which it is looked at can differ."""
    case = Ahead.begin(waitings, planner, heard, done, first)
    while (today := case.next_on) and today <= last:
        yield from case.live_through(today)


def _after(waiting: Waiting, deeds: Iterable[Deed]) -> Waiting:
    """What waits, once the deeds are done."""
    for deed in deeds:
        if deed.what is Consequence.RAISE_PRIORITY:
            waiting = replace(waiting, priority=Priority.HIGH)
        if deed.what is Consequence.HAND_TO_SUPERVISOR and deed.waiting.step == waiting.step and waiting.supervisor:
            waiting = _handed_over(waiting)
    return waiting


def _handed_over(waiting: Waiting) -> Waiting:
    """Somebody new asked for no quiet and promised nothing."""
    if waiting.subject is Subject.PROMISE:
        return replace(waiting, silent=True)
    return replace(waiting, doer=waiting.supervisor, acknowledged_on=None, snoozed_until=None, promised_on=None)
