"""Trying a rulebook (试算): what publishing it would change, in its own terms and in what people hear; nothing is published."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from cases.difference import difference
from cases.naming import titles
from jobs.effect import Effect, effect
from models.content import content_hash
from models.definitions import Definition
from models.people import Scope
from models.refusals import Missing, Reason
from models.rulebook import Rulebook
from store import definitions


@dataclass(frozen=True, slots=True)
class Change:
    """One definition that would be new in force, and how it differs from the one that is."""

    kind: str
    key: str
    hash: str
    differences: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that publishing would change."""

    changes: tuple[Change, ...]
    effect: Effect


def try_rulebook(tx: Connection, rulebook: Rulebook, now: datetime, zone: ZoneInfo, scope: Scope) -> Trial:
    """What is new in ``rulebook``, and what those in ``scope`` would hear because of it."""
    new = definitions.news(tx, rulebook)
    changes = tuple(_change(tx, kind, one) for kind, one in new)
    return Trial(changes, effect(tx, {(kind, one.key): one for kind, one in new}, now, zone, scope))


def _change(tx: Connection, kind: str, new: Definition) -> Change:
    try:
        old = definitions.get(tx, kind, definitions.latest(tx, kind, new.key).hash)
    except Missing:
        added = Reason("difference.added", {"kind": kind, "name": new.key, **titles(new.title, new.key)}, new.key)
        return Change(kind, new.key, content_hash(new), (added,))
    return Change(kind, new.key, content_hash(new), tuple(difference(old, new)))
