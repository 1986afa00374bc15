"""Mappings (新旧对照): what becomes of a case of one regime under another: clauses, steps, papers, and who stays where they are.

Where a mapping says nothing, the same name is meant.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Definition, Key, Name, Strict, Text
from models.definitions.condition import WrittenCondition
from models.definitions.standard import StandardId
from models.misfit import misfit
from models.terms import Length, WrittenLength
from models.vocabulary import Standing, Unit


class Strength(StrEnum):
    """What the new clause asks for, beside the old one."""

    EQUAL = "equal"  # 相同: the same
    SUBSET = "subset"  # 要求较少: a part of it
    SUPERSET = "superset"  # 要求较多: that and more
    RELATED = "related"  # 相关: something else that touches it


class ClauseFate(Strict):
    """What becomes of one old clause: the new clauses by strength, or ``none`` with the reason."""

    equal: tuple[str, ...] = ()
    subset: tuple[str, ...] = ()
    superset: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    none: Text | None = None

    @model_validator(mode="after")
    def _some_or_none(self) -> "ClauseFate":
        if bool(self.none) == any(True for _ in self.targets):
            raise misfit("fate")
        return self

    @property
    def targets(self) -> Iterator[tuple[str, Strength]]:
        """The new clauses, the strongest first."""
        for strength in Strength:
            yield from ((key, strength) for key in getattr(self, strength))


class StandardMapping(Strict):
    """From one standard to the one that takes its place. Clauses are named by their keys: ``12``, ``health_quarantine.3``."""

    to: StandardId
    clauses: dict[str, ClauseFate]
    status: Standing = Standing.CONFIRMED
    source: str = ""


class ProcessMapping(Strict):
    """From one process to the one that takes its place. ``steps`` and ``stages`` were renamed, ``gone`` are steps asked for no
    more, with the reason; ``reissue`` are kinds of papers to be made out anew."""

    to: Key
    stages: dict[Key, Key] = {}
    steps: dict[Key, Key] = {}
    gone: dict[Key, Text] = {}
    reissue: tuple[Name, ...] = ()


class StayRule(Strict):
    """A transitional rule (过渡规定): a case for which all of ``when`` hold stays under the old regime."""

    title: Text
    when: Annotated[tuple[WrittenCondition, ...], Field(min_length=1)]
    status: Standing = Standing.CONFIRMED
    source: str = ""


class MappingDefinition(Definition):
    """From one regime to another. A move can be taken back for ``back_within``."""

    mapping: Key
    regime: str
    to: str
    back_within: WrittenLength = Length(10, Unit.WORKDAYS)
    stays: tuple[StayRule, ...] = ()
    standards: dict[StandardId, StandardMapping] = {}
    processes: dict[Key, ProcessMapping] = {}
