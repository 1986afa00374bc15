"""The clauses of a standard, each with its key and where it stands. A key is said aloud: ``12``, ``health_quarantine.3``."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.definitions import StandardDefinition
from models.definitions.standard import Clause, Item, Variant

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PlacedClause:
    """One clause in its place: ``category`` and ``item`` of a general standard, or the ``line`` of a single one.

    ``path`` leads to it inside the definition.
    """

    key: str
    clause: Clause
    path: Path
    category: str = ""
    item: int | None = None
    line: str = ""

    @property
    def section(self) -> str:
        """What it is answered and handed in together with: its category, or its line."""
        return self.line or self.category


def general(standard: StandardDefinition, variant: str) -> tuple[PlacedClause, ...]:
    """The general standard for one kind of enterprise, in order; empty where it was never seen."""
    found = standard.variants.get(variant)
    return tuple(_of_variant(variant, found)) if found else ()


def single(standard: StandardDefinition, line: str) -> tuple[PlacedClause, ...]:
    """The single standard of one line of business, in order."""
    found = standard.lines.get(line)
    path: Path = ("lines", line, "clauses")
    listed = found.clauses.items() if found else ()
    return tuple(PlacedClause(f"{line}.{no}", clause, (*path, str(no)), line=line) for no, clause in listed)


def everywhere(standard: StandardDefinition) -> tuple[PlacedClause, ...]:
    """Every clause of every variant and line."""
    variants = (one for key in standard.variants for one in general(standard, key))
    return (*variants, *(one for key in standard.lines for one in single(standard, key)))


def items(variant: Variant) -> Iterator[tuple[str, int, Item]]:
    """Every item with its category and number."""
    for key, category in variant.categories.items():
        yield from ((key, number, item) for number, item in category.items.items())


def unseen(variant: Variant) -> tuple[int, ...]:
    """The numbers of clauses that are known to exist, and were never seen."""
    return tuple(number for category in variant.categories.values() for number in category.unseen)


def _of_variant(key: str, variant: Variant) -> Iterator[PlacedClause]:
    for category, number, item in items(variant):
        path: Path = ("variants", key, "categories", category, "items", str(number), "clauses")
        for no, clause in item.clauses.items():
            yield PlacedClause(str(no), clause, (*path, str(no)), category=category, item=number)
