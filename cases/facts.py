"""Facts (事实): what is known about a case, from its own answers first, otherwise from the enterprise's record."""

from typing import Any

from models.casefile import CaseFile


def known(casefile: CaseFile, name: str) -> Any:
    """The fact called ``name``, None while it is unknown. ``target`` and ``credit_level`` are always at hand."""
    match name:
        case "target":
            return casefile.process.target
        case "credit_level":
            return casefile.enterprise.credit_level or None
    value = casefile.facts.get(name, casefile.enterprise.facts.get(name))
    return None if value == "" else value


def elements(casefile: CaseFile, name: str) -> tuple[str, ...] | None:
    """The fact called ``name`` as a collection without doubles, None while it is unknown."""
    value = known(casefile, name)
    if value is None:
        return None
    return tuple(dict.fromkeys(str(item) for item in (value if isinstance(value, list | tuple) else [value])))
