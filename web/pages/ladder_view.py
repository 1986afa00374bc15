"""What the pages of the ladders show: the list with every override beneath its ladder, and one ladder rung by rung."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.ladder_uses import subjects
from cases.ladders import Inherited, Origin, inherited
from cases.waiting import STATUTORY
from jobs.export_rulebook import source_of
from jobs.live import STANDARD
from models.definitions import LadderDefinition, Wording
from models.people import Scope
from models.refusals import Missing, Reason
from models.rulebook import Rulebook
from models.vocabulary import Subject
from store import definitions, sites
from store.definitions import Edition
from web.pages.ladder_axis import Axis, axis, look

VERSIONS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One ladder of the list; ``base`` are the offsets it inherits."""

    key: str
    site: str
    ladder: LadderDefinition
    whole: Inherited
    subjects: tuple[Subject, ...]
    base: frozenset[str]


@dataclass(frozen=True, slots=True)
class Card:
    """One rung of the page: whose it is, and how its message is worded."""

    origin: Origin
    look: str
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class View:
    """One ladder at its site, which may have changed nothing of it; ``source`` is what is edited, ``versions`` the newest first.

    ``law`` is the axis of the statutory date that the same step may have.
    """

    key: str
    name: str
    site: str
    whole: Inherited
    subjects: tuple[Subject, ...]
    cards: tuple[Card, ...]
    axis: Axis
    law: Axis | None
    versions: tuple[Edition, ...]
    source: str
    rulebook: Rulebook

    @property
    def base(self) -> str:
        """The hash in force, over which a new version is written; empty if there is none."""
        return self.versions[0].hash if self.versions else ""


def lines(rulebook: Rulebook, seen: Scope) -> Iterator[Line]:
    """Every ladder in the order of what they remind of, those of the sites beneath them."""
    about = subjects(rulebook)
    common = [one for one in rulebook.ladders.values() if not one.site]
    for one in sorted(common, key=lambda one: (_order(about[one.ladder]), one.ladder)):
        of_sites = (other for other in rulebook.ladders.values() if other.ladder == one.ladder and other.site)
        theirs = (other for other in of_sites if seen.covers(other.site or ""))
        yield from (_line(each, about[one.ladder], rulebook) for each in (one, *theirs))


def view(tx: Connection, key: str, seen: Scope) -> View:
    """The ladder ``key``. Raises Missing for one that does not exist, or belongs to a site nobody here may see."""
    require_sight(key, seen)
    rulebook, (name, _, site) = definitions.rulebook(tx), key.partition("@")
    if name not in rulebook.ladders or key.endswith("@"):
        raise Missing(_no_such(key))
    if site:
        sites.get(tx, site)
    whole, about = inherited(name, site, rulebook.ladders), subjects(rulebook)[name]
    kinds = rulebook.wordings[STANDARD].kinds
    return View(
        key,
        name,
        site,
        whole,
        about,
        tuple(Card(one, look(one, key), kinds.get(one.rung.wording)) for one in whole.origins),
        axis(whole.origins, key),
        _law(site, rulebook) if Subject.TARGET in about else None,
        tuple([one for one in definitions.listing(tx, "ladder") if one.key == key][:VERSIONS]),
        source_of(rulebook.ladders.get(key) or _unchanged(whole.ladder, site)),
        rulebook,
    )


def require_sight(key: str, seen: Scope) -> None:
    """Raise Missing, as if there were no such ladder, if it is that of a site beyond ``seen``."""
    if (site := key.partition("@")[2]) and not seen.covers(site):
        raise Missing(_no_such(key))


def names_of(tx: Connection, seen: Scope) -> dict[str, str]:
    """The sites somebody may see, by code."""
    return {one.code: one.name for one in sites.listing(tx, seen)}


def _no_such(key: str) -> Reason:
    return Reason("definition_missing", {"kind": "ladder", "key": key})


def _law(site: str, rulebook: Rulebook) -> Axis:
    """The rungs around the statutory date that the same step may have."""
    law = inherited(STATUTORY, site, rulebook.ladders)
    return axis(law.origins, law.lineage[-1] if law.lineage else STATUTORY)


def _line(one: LadderDefinition, about: tuple[Subject, ...], rulebook: Rulebook) -> Line:
    whole = inherited(one.ladder, one.site or "", rulebook.ladders)
    base = (rung for rung in whole.origins if rung.of != one.key or rung.instead_of)
    return Line(one.key, one.site or "", one, whole, about, frozenset(str(rung.rung.at) for rung in base))


def _order(about: tuple[Subject, ...]) -> int:
    return min(map(list(Subject).index, about), default=len(Subject))


def _unchanged(ladder: LadderDefinition, site: str) -> LadderDefinition:
    """What somebody begins to write from where a site has changed nothing."""
    return LadderDefinition(title=ladder.title, ladder=ladder.ladder, site=site)
