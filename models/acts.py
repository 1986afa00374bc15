"""Acts as doors see them: what can be asked for, what it needs, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.changes import Change
from models.definitions import Text
from models.refusals import Reason
from models.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class Input:
    """One thing an act asks for. ``type`` is an answer's type, or ``integer``, ``person`` (a login), ``file``, ``pairs``.

    ``choices`` are the allowed codes, in order; ``title`` and ``labels`` are the rulebook's words for them, where it has some.
    ``units`` tell what a number counts in, by the date (target, statutory) it is for.
    ``default`` is what an input left out means.
    """

    name: str
    type: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    title: Text | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    default: str = ""
    units: Mapping[str, Unit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """One act on the case (``step`` empty) or on one step: possible now, or every reason why not.

    ``on_behalf_of`` is the absent person in whose place it is possible, empty in one's own right.
    """

    act: str
    step: str
    allowed: bool
    reasons: tuple[Reason, ...] = ()
    inputs: tuple[Input, ...] = ()
    needs_reason: bool = False
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was carried out: the case's new version and what changed."""

    no: str
    version: int
    changes: tuple[Change, ...]
