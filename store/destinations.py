"""Where a case can be moved to (换规去向), by what is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from models.assessment import Shelf
from models.atlas import Atlas
from models.casefile import CaseFile
from models.definitions import MappingDefinition, ProcessDefinition, RegimeDefinition, StandardDefinition
from models.moving import Destination
from models.refusals import Reason
from store import definitions
from store.definitions import Edition


@dataclass(frozen=True, slots=True)
class Published:
    """What leads anywhere, read once for many cases: every version of every process, the mappings in force, and the hashes of
    regimes and standards in force."""

    processes: tuple[Edition, ...]
    mappings: tuple[MappingDefinition, ...]
    regimes: Mapping[str, str]
    standards: Mapping[str, str]

    def between(self, casefile: CaseFile, regime: str, process: str = "") -> MappingDefinition | None:
        """The mapping from what the case goes by to a regime, and there to a process if one is named."""
        for one in self.mappings:
            mapped = one.processes.get(casefile.process.process)
            if (one.regime, one.to) == (casefile.regime.regime, regime) and mapped and process in ("", mapped.to):
                return one
        return None


def published(tx: Connection) -> Published:
    """What is published by now."""
    mappings = definitions.in_force(tx, "mapping").values()
    return Published(
        processes=tuple(definitions.listing(tx, "process")),
        mappings=tuple(cast(MappingDefinition, one) for one in mappings),
        regimes=definitions.hashes_in_force(tx, "regime"),
        standards=definitions.hashes_in_force(tx, "standard"),
    )


def lookup(tx: Connection, known: Published, casefile: CaseFile, to: str = "", regime: str = "") -> Atlas:
    """Where ``to`` (``process`` or ``process@version``) or ``regime`` leads from what the case goes by; if nowhere, why not."""
    found = _edition(known, casefile, to.strip(), regime.strip())
    if isinstance(found, Reason):
        return Atlas(against=(found,))
    process = cast(ProcessDefinition, definitions.get(tx, "process", found.hash))
    stays = (casefile.process.process, casefile.regime.regime) == (process.process, process.regime)
    mapping = None if stays else known.between(casefile, process.regime, process.process)
    if mapping is None and not stays:
        return Atlas(against=(_no_way(casefile, process.process, process.regime, "to"),))
    return Atlas(_destination(tx, known, casefile, process, found.hash, mapping))


def _edition(known: Published, casefile: CaseFile, to: str, regime: str) -> Edition | Reason:
    key, _, version = to.partition("@")
    if not key and regime and regime != casefile.regime.regime:
        mapping = known.between(casefile, regime)
        if mapping is None:
            return _no_way(casefile, "-", regime, "regime")
        key = mapping.processes[casefile.process.process].to
    key = key or casefile.process.process
    editions = [one for one in known.processes if one.key == key]
    if not editions:
        return Reason("definition_missing", {"kind": "process", "key": key}, "to")
    fitting = [one for one in editions if one.hash.startswith(version)]
    if not fitting:
        return Reason("edition_missing", {"start": version}, "to")
    if version and len(fitting) > 1:
        allowed = ", ".join(one.hash[:12] for one in fitting)
        return Reason("edition_unclear", {"start": version, "allowed": allowed}, "to")
    return fitting[0]  # the one in force comes first


def _no_way(casefile: CaseFile, process: str, regime: str, where: str) -> Reason:
    said = {"old": casefile.process.process, "new": process, "where": regime}
    return Reason("move.no_mapping", said, where)


def _destination(
    tx: Connection,
    known: Published,
    casefile: CaseFile,
    process: ProcessDefinition,
    process_hash: str,
    mapping: MappingDefinition | None,
) -> Destination:
    regime_hash = known.regimes[process.regime]
    regime = cast(RegimeDefinition, definitions.get(tx, "regime", regime_hash))
    in_force = {key: digest for key, digest in known.standards.items() if key in regime.standards}
    hashes = {*in_force.values(), *(one.standard_hash for one in casefile.assessments)}
    by_hash = {one: cast(StandardDefinition, definitions.get(tx, "standard", one)) for one in hashes}
    return Destination(process_hash, regime_hash, process, regime, Shelf(by_hash, in_force), mapping)
