"""Predicates (通过条件) of which experts build a pass rule: names with typed arguments, no expression language.

Each says whether it holds for a tally: True, False, or None while unanswered clauses leave it open, and by how much.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cases.assessing.clauses import PlacedClause
from cases.assessing.tally import Tally
from models.definitions import Condition
from models.refusals import Reason


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a predicate holds, and what it comes to in words; ``clauses`` are those that decided it."""

    met: bool | None
    reason: Reason
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """One name of the registry: ``claim`` is the first line of its docstring, ``argument`` checks what is written."""

    name: str
    function: Callable[[Tally, Any], Judged]
    argument: TypeAdapter[Any]
    claim: str


PREDICATES: dict[str, Predicate] = {}


class _Argument(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AtMost(_Argument):
    """No more than ``count`` clauses of this rating."""

    rating: str
    count: int = Field(ge=0)


class AtMostPerItem(AtMost):
    """The same, in each item of the categories ``within`` apart."""

    within: tuple[str, ...] = Field(min_length=1)


def predicate(name: str) -> Callable[[Callable[[Tally, Any], Judged]], Callable[[Tally, Any], Judged]]:
    """Register the function below under ``name``; its second parameter is the argument and gives its type."""

    def register(function: Callable[[Tally, Any], Judged]) -> Callable[[Tally, Any], Judged]:
        second = list(inspect.signature(function, eval_str=True).parameters.values())[1]
        claim = (function.__doc__ or "").strip().splitlines()[0]
        PREDICATES[name] = Predicate(name, function, TypeAdapter(second.annotation), claim)
        return function

    return register


def judge(asked: Condition, tally: Tally) -> Judged:
    """Whether one predicate of a pass rule holds for the tally."""
    found = PREDICATES[asked.name]
    return found.function(tally, found.argument.validate_python(asked.argument))


@predicate("none_rated")
def _none_rated(tally: Tally, rating: str) -> Judged:
    """No clause has this rating: {none_rated: not_met}."""
    found = tally.rated(rating)
    values = {**_rating(tally, rating), "count": len(found)}
    return Judged(_count(tally, found, rating, 0), Reason("pass.none_rated", values), _keys(found))


@predicate("at_most_rated")
def _at_most_rated(tally: Tally, limit: AtMost) -> Judged:
    """At most so many clauses have this rating: {at_most_rated: {rating: basically_met, count: 3}}."""
    found = tally.rated(limit.rating)
    values = {**_rating(tally, limit.rating), "count": len(found), "most": limit.count}
    return Judged(_count(tally, found, limit.rating, limit.count), Reason("pass.at_most", values), _keys(found))


@predicate("at_most_rated_per_item")
def _at_most_rated_per_item(tally: Tally, limit: AtMostPerItem) -> Judged:
    """In no item of these categories more: {at_most_rated_per_item: {rating: basically_met, count: 3, within: [finance]}}."""
    items = sorted({one.item for one in tally.clauses if one.category in limit.within and one.item})
    by_item = {item: tuple(one for one in tally.rated(limit.rating) if one.item == item) for item in items}
    verdicts = [_count(tally, found, limit.rating, limit.count, item) for item, found in by_item.items()]
    fullest = max(by_item.values(), key=len, default=())
    values = {**_rating(tally, limit.rating), "count": len(fullest), "most": limit.count}
    values["item"] = fullest[0].item if fullest else "-"
    return Judged(_all(verdicts), Reason("pass.at_most_per_item", values), _keys(fullest))


@predicate("total_at_least")
def _total_at_least(tally: Tally, least: int) -> Judged:
    """The total is at least this: {total_at_least: 95}."""
    met = True if tally.lowest >= least else False if tally.highest < least else None
    return Judged(met, Reason("pass.total", {"total": tally.total, "least": least, "bonus": tally.bonus}))


def _count(
    tally: Tally, found: tuple[PlacedClause, ...], rating: str, most: int, item: int | None = None
) -> bool | None:
    """Whether there are no more than ``most``, whatever becomes of what is unanswered (of one item, if given)."""
    if len(found) > most:
        return False
    may_come = sum(1 for one in tally.could_be(rating) if item in (None, one.item))
    return True if len(found) + may_come <= most else None


def _all(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


def _rating(tally: Tally, rating: str) -> dict[str, str]:
    title = tally.standard.scale[rating].title
    return {"title_zh": title.zh, "title_en": title.en}


def _keys(found: tuple[PlacedClause, ...]) -> tuple[str, ...]:
    return tuple(one.key for one in found)
