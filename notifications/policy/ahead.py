"""The days ahead (往后): what a case will be told of from day to day, supposing that nobody does anything.

What a rung brings about counts for all that comes after it: a raised priority, a step handed over.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
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


def ahead(
    waitings: Iterable[Waiting],
    planner: Planner,
    heard: Mapping[str, list[Heard]],
    done: Collection[str],
    first: date,
    last: date,
) -> Iterator[Plan]:
    """Every plan of one case from ``first`` to ``last``, as if swept every day: only days on which a rung falls can differ.

    ``heard`` is what was said before, by the key of what waits; ``done`` are the keys of deeds that were owed before. A day on
    which something is done is looked at again, as by the sweep.
    """
    present = {one.key: one for one in waitings}
    looks: dict[str, date | None] = dict.fromkeys(present, first)
    ledger, known = {key: heard.get(key, []) for key in present}, set(done)
    while days := [day for day in looks.values() if day and day <= last]:
        today = min(days)
        plans = {key: planner.plan(present[key], ledger[key], today) for key, day in looks.items() if day == today}
        looks |= {key: plan.next_on for key, plan in plans.items()}
        if new := [deed for plan in plans.values() for deed in plan.deeds if deed.key not in known]:
            known |= {deed.key for deed in new}
            present = {key: _after(waiting, new) for key, waiting in present.items()}
            looks = dict.fromkeys(looks, today)
        for key, plan in plans.items():
            sent = [one for one in plan.owed if not _is_over(planner, present[key], one, today)] if new else plan.owed
            ledger[key] = heard_after(ledger[key], [*sent, *plan.overtaken])
            yield replace(plan, owed=tuple(sent))


def _is_over(planner: Planner, waiting: Waiting, intent: Intent, today: date) -> bool:
    """Whether what was to be said is no longer true once the day's deeds are done."""
    return planner.still_true(waiting, intent.waiting, intent.rung, intent.person, today) != ""


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
