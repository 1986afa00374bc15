"""Published definitions: kept under the hash of their content, parsed once per hash.

The newest publication of a kind and key is in force; publishing an older content again brings it back into force.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, and_, bindparam, insert, or_, select, update
from sqlalchemy.engine import Dialect

from models.content import canonical, content_hash
from models.definitions import KINDS, Definition, LadderDefinition, ProcessDefinition, Text
from models.refusals import Missing, Reason, Unavailable
from models.rulebook import Rulebook
from store.compiled import Compiled
from store.gathered import gathered, parsed
from store.tables import definition as table
from store.tables import site

_PLURALS = {
    "regime": "regimes",
    "standard": "standards",
    "process": "processes",
    "ladder": "ladders",
    "calendar": "calendars",
    "manners": "manners",
    "remedies": "remedies",
    "mapping": "mappings",
    "wording": "wordings",
    "problems": "problems",
    "engagements": "engagements",
}
_KEPT = 512  # parsed definitions; a site has a few dozen
_parsed: dict[str, Definition] = {}


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version of one definition."""

    kind: str
    key: str
    hash: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True)
class InForce:
    """What an act at one site goes by: the calendar, whose key the site names, and every ladder, as hashes by kind and key."""

    calendar_key: str
    hashes: Mapping[tuple[str, str], str]

    @property
    def calendar(self) -> str:
        """The hash of the calendar. Raises Missing when the site names one that nobody published."""
        if ("calendar", self.calendar_key) not in self.hashes:
            raise Missing(Reason("definition_missing", {"kind": "calendar", "key": self.calendar_key}))
        return self.hashes["calendar", self.calendar_key]


_EDITION = (table.c.kind, table.c.key, table.c.hash, table.c.published_at, table.c.published_by)
_NEWEST_FIRST = (table.c.published_at.desc(), table.c.id.desc())
_CONTENT = select(table.c.content).where(table.c.kind == bindparam("kind"), table.c.hash == bindparam("hash"))
_LATEST = (
    select(*_EDITION)
    .where(table.c.kind == bindparam("kind"), table.c.key == bindparam("key"))
    .order_by(*_NEWEST_FIRST)
    .limit(1)
)
_OF_KIND = select(table.c.key, table.c.hash).where(table.c.kind == bindparam("kind")).order_by(*_NEWEST_FIRST)
_AT_SITE = (
    select(table.c.kind, table.c.key, table.c.hash)
    .where(or_(table.c.kind == "ladder", and_(table.c.kind == "calendar", table.c.key == site.c.calendar)))
    .order_by(*_NEWEST_FIRST)
    .correlate(site)
)
_IN_FORCE = Compiled(lambda dialect: select(*at_site_of(dialect)).where(site.c.code == bindparam("site")))
_ALL = select(*_EDITION).order_by(table.c.kind, table.c.key, *_NEWEST_FIRST)


def publish(
    tx: Connection, rulebook: Rulebook, by: str, now: datetime, kinds: Collection[str] = tuple(KINDS)
) -> list[Edition]:
    """Bring every definition of ``rulebook`` into force, or those of some ``kinds``; what is already is left alone. Returns the new
    ones."""
    published = []
    for kind, definition in ((kind, one) for kind, one in news(tx, rulebook) if kind in kinds):
        edition = Edition(kind, definition.key, content_hash(definition), now, by)
        _put(tx, edition, canonical(definition))
        published.append(edition)
    return published


def news(tx: Connection, rulebook: Rulebook) -> list[tuple[str, Definition]]:
    """Every definition of ``rulebook`` that is not in force as it stands there, with its kind."""
    in_force = {(edition.kind, edition.key): edition.hash for edition in _newest(listing(tx))}
    everything = ((kind, one) for kind in KINDS for one in rulebook.of_kind(kind).values())
    return [(kind, one) for kind, one in everything if in_force.get((kind, one.key)) != content_hash(one)]


def latest(tx: Connection, kind: str, key: str) -> Edition:
    """The edition in force. Raises Missing."""
    row = tx.execute(_LATEST, {"kind": kind, "key": key}).first()
    if row is None:
        raise Missing(Reason("definition_missing", {"kind": kind, "key": key}))
    return _edition(row)


def in_force(tx: Connection, kind: str) -> dict[str, Definition]:
    """Everything of one kind that is in force, by key."""
    return {key: get(tx, kind, digest) for key, digest in hashes_in_force(tx, kind).items()}


def hashes_in_force(tx: Connection, kind: str) -> dict[str, str]:
    """The hash of everything of one kind that is in force, by key."""
    hashes: dict[str, str] = {}
    for key, digest in tx.execute(_OF_KIND, {"kind": kind}):
        hashes.setdefault(key, digest)
    return hashes


def at_site(tx: Connection, code: str) -> InForce:
    """The calendar and the ladders in force at a site. Raises Missing."""
    row = _IN_FORCE.first(tx, {"site": code})
    if row is None:
        raise Missing(Reason("site_missing", {"code": code}))
    return found_at_site(*row)


def at_none(tx: Connection, calendar: str) -> InForce:
    """The ladders in force and this calendar, for what belongs to no site."""
    rows = [(kind, *row) for kind in ("ladder", "calendar") for row in tx.execute(_OF_KIND, {"kind": kind})]
    return found_at_site(calendar, rows)


def at_site_of(dialect: Dialect) -> tuple[ColumnElement[Any], ...]:
    """The columns for `found_at_site`, for a statement that selects from `site` and reads more besides."""
    return (site.c.calendar, gathered(_AT_SITE, dialect))


def found_at_site(calendar: str, editions: Any) -> InForce:
    """What those columns say."""
    newest: dict[tuple[str, str], str] = {}
    for kind, key, digest in parsed(editions):
        newest.setdefault((kind, key), digest)
    return InForce(calendar, newest)


def ladders(tx: Connection, present: InForce) -> dict[str, LadderDefinition]:
    """The ladders themselves, by key."""
    found = ((key, get(tx, kind, digest)) for (kind, key), digest in present.hashes.items() if kind == "ladder")
    return {key: cast(LadderDefinition, one) for key, one in found}


def get(tx: Connection, kind: str, hash: str) -> Definition:
    """The definition with this content. Raises Missing, or Unavailable when the stored text does not match its hash."""
    if hash not in _parsed:
        if len(_parsed) >= _KEPT:
            _parsed.clear()
        _parsed[hash] = _read(tx, kind, hash)
    return _parsed[hash]


def listing(tx: Connection, kind: str | None = None) -> list[Edition]:
    """Every edition, by kind and key, the one in force first."""
    editions = map(_edition, tx.execute(_ALL))
    return [edition for edition in editions if kind in (None, edition.kind)]


def parties(tx: Connection) -> dict[str, Text]:
    """Every party that a process in force names, by its code."""
    processes = in_force(tx, "process").values()
    return {code: title for one in processes for code, title in cast(ProcessDefinition, one).parties.items()}


def rulebook(tx: Connection) -> Rulebook:
    """What is in force, all of it."""
    kinds: dict[str, dict[str, Any]] = {plural: {} for plural in _PLURALS.values()}
    for edition in _newest(listing(tx)):
        kinds[_PLURALS[edition.kind]][edition.key] = get(tx, edition.kind, edition.hash)
    return Rulebook(**kinds)


def _newest(editions: Iterable[Edition]) -> list[Edition]:
    newest: dict[tuple[str, str], Edition] = {}
    for edition in editions:
        newest.setdefault((edition.kind, edition.key), edition)
    return list(newest.values())


def _put(tx: Connection, edition: Edition, content: str) -> None:
    again = update(table).where(table.c.hash == edition.hash)
    when = {"published_at": edition.published_at, "published_by": edition.published_by}
    if not tx.execute(again, when).rowcount:
        tx.execute(
            insert(table), {"hash": edition.hash, "kind": edition.kind, "key": edition.key, "content": content, **when}
        )


def _read(tx: Connection, kind: str, digest: str) -> Definition:
    content = tx.execute(_CONTENT, {"kind": kind, "hash": digest}).scalar()
    if content is None:
        raise Missing(Reason("definition_missing", {"kind": kind, "key": digest}))
    if sha256(content.encode()).hexdigest() != digest:
        raise Unavailable(Reason("definition_damaged", {"kind": kind, "hash": digest}))
    return KINDS[kind].model_validate_json(content)


def _edition(row: Any) -> Edition:
    return Edition(*row)
