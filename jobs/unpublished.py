"""What is asked of the rulebook and nobody has published (未发布): a newer program may ask an older rulebook for more than it has.

The program works all the same; what it would say by such a ladder is not said until the rulebook is published again.
"""

from typing import cast

from sqlalchemy import Connection

from cases import standing_in
from cases.ladder_uses import ALARMS, all_uses
from cases.ladders import Ladders
from cases.memoranda import COMMITMENT
from jobs.live import STANDARD
from models.definitions import ProblemsDefinition, ProcessDefinition
from models.rulebook import Rulebook
from store import definitions


def unpublished(tx: Connection) -> dict[str, list[str]]:
    """The names of what is missing, by kind; empty if nothing is."""
    asked = {
        "ladder": _ladders_asked_for(tx),
        "manners": {STANDARD},
        "problems": {STANDARD},
        "engagements": {STANDARD},
        "wording": {STANDARD, *(one.wording for one in _processes(tx).values())},
    }
    missing = {kind: sorted(names - definitions.hashes_in_force(tx, kind).keys()) for kind, names in asked.items()}
    return {kind: names for kind, names in missing.items() if names}


def _ladders_asked_for(tx: Connection) -> set[str]:
    """By the processes in force, by problems, by commitments, by absences, by alarms."""
    problems = cast("dict[str, ProblemsDefinition]", definitions.in_force(tx, "problems"))
    ladders = dict(cast(Ladders, definitions.in_force(tx, "ladder")))
    rulebook = Rulebook(processes=_processes(tx), ladders=ladders, problems=problems)
    return {*(name for name, _ in all_uses(rulebook)), COMMITMENT, *standing_in.LADDERS, *ALARMS}


def _processes(tx: Connection) -> dict[str, ProcessDefinition]:
    return cast("dict[str, ProcessDefinition]", definitions.in_force(tx, "process"))
