"""Where a case can be moved to (换规去向), by what is published."""

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


def lookup(tx: Connection, casefile: CaseFile, to: str = "", regime: str = "") -> Atlas:
    """Where ``to`` (``process`` or ``process@version``) or ``regime`` leads from what the case goes by; if nowhere, why not."""
    found = _process(tx, casefile, to.strip(), regime.strip())
    if isinstance(found, Reason):
        return Atlas(against=(found,))
    process = cast(ProcessDefinition, definitions.get(tx, "process", found.hash))
    mapping = _mapping(tx, casefile, process)
    if mapping is None and _differs(casefile, process):
        said = {"old": casefile.process.process, "new": process.process, "where": process.regime}
        return Atlas(against=(Reason("move.no_mapping", said, "to"),))
    order = definitions.latest(tx, "regime", process.regime)
    return Atlas(_destination(tx, casefile, found, process, order, mapping))


def _process(tx: Connection, casefile: CaseFile, to: str, regime: str) -> Edition | Reason:
    key, _, version = to.partition("@")
    if not key and regime and regime != casefile.regime.regime:
        mapping = next((one for one in _mappings(tx, casefile) if one.to == regime), None)
        mapped = mapping.processes.get(casefile.process.process) if mapping else None
        if mapped is None:
            said = {"old": casefile.process.process, "new": "-", "where": regime}
            return Reason("move.no_mapping", said, "regime")
        key = mapped.to
    key = key or casefile.process.process
    editions = [one for one in definitions.listing(tx, "process") if one.key == key]
    if not editions:
        return Reason("definition_missing", {"kind": "process", "key": key}, "to")
    fitting = {one.hash: one for one in editions if one.hash.startswith(version)}
    if not fitting:
        return Reason("edition_missing", {"start": version}, "to")
    if version and len(fitting) > 1:
        return Reason("edition_unclear", {"start": version, "allowed": ", ".join(one[:12] for one in fitting)}, "to")
    return next(iter(fitting.values()))


def _mappings(tx: Connection, casefile: CaseFile) -> list[MappingDefinition]:
    found = (cast(MappingDefinition, one) for one in definitions.in_force(tx, "mapping").values())
    return [one for one in found if one.regime == casefile.regime.regime]


def _mapping(tx: Connection, casefile: CaseFile, process: ProcessDefinition) -> MappingDefinition | None:
    for one in _mappings(tx, casefile) if _differs(casefile, process) else ():
        mapped = one.processes.get(casefile.process.process)
        if one.to == process.regime and mapped and mapped.to == process.process:
            return one
    return None


def _differs(casefile: CaseFile, process: ProcessDefinition) -> bool:
    return (casefile.process.process, casefile.regime.regime) != (process.process, process.regime)


def _destination(
    tx: Connection,
    casefile: CaseFile,
    edition: Edition,
    process: ProcessDefinition,
    order: Edition,
    mapping: MappingDefinition | None,
) -> Destination:
    regime = cast(RegimeDefinition, definitions.get(tx, "regime", order.hash))
    known = definitions.hashes_in_force(tx, "standard")
    in_force = {key: digest for key, digest in known.items() if key in regime.standards}
    hashes = {*in_force.values(), *(one.standard_hash for one in casefile.assessments)}
    by_hash = {one: cast(StandardDefinition, definitions.get(tx, "standard", one)) for one in hashes}
    return Destination(edition.hash, order.hash, process, regime, Shelf(by_hash, in_force), mapping)
