"""Remedy libraries: clauses, owners, papers and conditions that exist, and people at the customs who may see to it."""

from collections.abc import Iterator, Mapping
from typing import Any

from cases.assessing.clauses import everywhere
from cases.lint.shared import must_exist, when
from cases.rights import TABLE
from cases.survey import Found, Path, unknown
from models.definitions import RemediesDefinition, Remedy
from models.refusals import Reason
from models.rulebook import Rulebook


def check(library: RemediesDefinition, rulebook: Rulebook) -> Iterator[Found]:
    """Everything in the library that cannot be meant."""
    standard = rulebook.standards.get(library.remedies)
    if standard is None:
        yield ("remedies",), unknown("standard", library.remedies, rulebook.standards)
    else:
        known = {one.key for one in everywhere(standard)}
        for part in ("clauses", "same"):
            for key in getattr(library, part):
                yield from must_exist((part, key), "clause", [key], known)
    for key, other in library.same.items():
        yield from must_exist(("same", key), "clause", [other], library.clauses)
        if key in library.clauses:
            yield ("same", key), Reason("lint.twice", {"name": key})
    papers = {kind: None for process in rulebook.processes.values() for kind in process.papers}
    yield from _listed(library, ("usual",), library.usual, papers)
    for key, remedies in library.clauses.items():
        yield from _listed(library, ("clauses", key), remedies, papers)


def _listed(
    library: RemediesDefinition, path: Path, remedies: Mapping[str, Remedy], papers: Mapping[str, Any]
) -> Iterator[Found]:
    for key, remedy in remedies.items():
        where = (*path, key)
        owners = [remedy.owner] if remedy.owner else []
        yield from must_exist((*where, "owner"), "owner", owners, library.owners)
        yield from must_exist((*where, "evidence"), "evidence", remedy.evidence, papers)
        if "complete-step" not in TABLE[remedy.by]:
            able = ", ".join(str(role) for role, acts in TABLE.items() if "complete-step" in acts)
            said = {"role": str(remedy.by), "act": "complete-step", "allowed": able}
            yield (*where, "by"), Reason("lint.nobody", said)
        yield from when(where, remedy.when)
