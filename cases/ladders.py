"""Inherited ladders (阶梯继承): district > site > process > step, and of every rung where it is written.

A process or a step names its ladder; that ladder may extend another, and each of them may be written anew for a site. Pure: the
one place where names become rungs, for the sweep, delivery, the preview and the pages alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.definitions import LadderDefinition, Offset, RungDefinition, Text

Ladders = Mapping[str, LadderDefinition]
"""The ladders in force, by key: ``default``, ``default@RZ``."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One rung and the key of the ladder that wrote it; whose rung it stands ``instead_of``; who left it out."""

    rung: RungDefinition
    of: str
    instead_of: str = ""
    dropped_by: str = ""


@dataclass(frozen=True, slots=True)
class Inherited:
    """A ladder with everything it inherits.

    ``ladder`` is complete and extends nothing; ``lineage`` are the keys from the most general to the most particular;
    ``origins`` are the rungs in their order, those left out among them.
    """

    ladder: LadderDefinition
    lineage: tuple[str, ...]
    origins: tuple[Origin, ...]

    def origin(self, code: str) -> Origin | None:
        """Where the rung of a message's ``code`` (``T+5#2``) is written; None for one that nobody writes (any more)."""
        offset = code.partition("#")[0]
        return next((one for one in self.origins if str(one.rung.at) == offset), None)

    def written_in(self, code: str) -> str:
        """The key of the ladder that wrote the rung, empty for one that nobody writes (any more)."""
        found = self.origin(code)
        return found.of if found else ""


def inherited(name: str, site: str, ladders: Ladders) -> Inherited:
    """The ladder called ``name`` at ``site``. One that nobody has published has no rungs."""
    line = lineage(name, site, ladders)
    written: dict[Offset, Origin] = {}
    for ladder in reversed(line):
        _lay_over(written, ladder)
    origins = tuple(sorted(written.values(), key=lambda one: one.rung.at.workdays))
    rungs = tuple(one.rung for one in origins if not one.dropped_by)
    title = line[0].title if line else Text(zh=name, en=name)
    whole = LadderDefinition.model_construct(ladder=name, title=title, rungs=rungs)
    return Inherited(whole, tuple(one.key for one in reversed(line)), origins)


def lineage(name: str, site: str, ladders: Ladders) -> tuple[LadderDefinition, ...]:
    """The ladder of that name at the site and those it extends, the most particular first.

    Each base is again looked for at the site. It ends where a name leads nowhere or comes again: the lint tells of both.
    """
    found: list[LadderDefinition] = []
    following: str | None = name
    while following is not None:
        one = _first(following, site, ladders, found)
        if one is None:
            break
        found.append(one)
        following = one.base
    return tuple(found)


def _first(name: str, site: str, ladders: Ladders, found: list[LadderDefinition]) -> LadderDefinition | None:
    keys = (f"{name}@{site}", name)
    return next((one for key in keys if (one := ladders.get(key)) and one not in found), None)


def _lay_over(written: dict[Offset, Origin], ladder: LadderDefinition) -> None:
    for offset in ladder.without:
        if (there := written.get(offset)) and not there.dropped_by:
            written[offset] = Origin(there.rung, there.of, there.instead_of, ladder.key)
    for rung in ladder.rungs:
        before = written.get(rung.at)
        written[rung.at] = Origin(rung, ladder.key, before.of if before else "")
