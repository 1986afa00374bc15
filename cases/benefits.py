"""The benefit ledger (红利兑现): what a certificate entitles to: owed, delivered in time, late, or not yet. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cases.blueprint import compile_process
from models.definitions import ProcessDefinition, RegimeDefinition


@dataclass(frozen=True, slots=True)
class Owed:
    """One benefit of one enterprise: who owes it since when and by when, and when the enterprise confirmed that it came."""

    holder: str
    due_on: date | None
    delivered_on: date | None
    since: date | None = None

    @property
    def is_inherited(self) -> bool:
        """Whether its day was over before it was owed here: of a certificate taken over, nobody can be in time any more."""
        return bool(self.since and self.due_on and self.due_on < self.since)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one department owes: ``owed`` in all, ``delivered`` of them, ``in_time`` of those; ``overdue`` late and open.

    ``inherited`` are those delivered or overdue that nobody here could have delivered in time.
    """

    holder: str
    owed: int = 0
    delivered: int = 0
    in_time: int = 0
    overdue: int = 0
    inherited: int = 0

    @property
    def percent(self) -> int | None:
        """How much of what had to be delivered by now was delivered in time; None while nothing had to be."""
        had_to_be = self.delivered + self.overdue - self.inherited
        return round(100 * self.in_time / had_to_be) if had_to_be else None


def benefits_of(process: ProcessDefinition, regime: RegimeDefinition) -> dict[str, str]:
    """The steps that are benefits, each with who owes it."""
    steps = compile_process(process, regime).steps
    return {key: step.definition.held_by for key, step in steps.items() if step.definition.benefit}


def ledgers(all_owed: Iterable[Owed], today: date) -> Iterator[Ledger]:
    """The ledger of each department, by its name."""
    by_holder: dict[str, list[Owed]] = defaultdict(list)
    for one in all_owed:
        by_holder[one.holder].append(one)
    for holder, owed in sorted(by_holder.items()):
        delivered = [one for one in owed if one.delivered_on]
        yield Ledger(
            holder=holder,
            owed=len(owed),
            delivered=len(delivered),
            in_time=sum(_in_time(one) for one in delivered),
            overdue=sum(_is_overdue(one, today) for one in owed),
            inherited=sum(one.is_inherited and bool(one.delivered_on or _is_overdue(one, today)) for one in owed),
        )


def _is_overdue(one: Owed, today: date) -> bool:
    return one.delivered_on is None and one.due_on is not None and one.due_on < today


def _in_time(one: Owed) -> bool:
    return one.due_on is None or (one.delivered_on is not None and one.delivered_on <= one.due_on)
