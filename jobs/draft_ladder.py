"""A draft of a ladder (阶梯草稿): what somebody wrote, read as a file of the rulebook is and looked at among all in force."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection

from cases.lint import lint
from models.definitions import LadderDefinition
from models.refusals import Invalid, Reason
from models.rulebook import Rulebook
from store import definitions
from store.rulebook import Library, Source, read_one


def draft_ladder(tx: Connection, key: str, text: str) -> LadderDefinition:
    """The ladder called ``key`` as ``text`` has it. Raises Invalid with every mistake and its line.

    Its meaning is looked at together with all that is in force: what another ladder leaves out of it must stay there.
    """
    found, source = _read(key, text)
    if problems := list(_problems(definitions.rulebook(tx), found, source)):
        raise Invalid(*problems)
    return found


def _read(key: str, text: str) -> tuple[LadderDefinition, Source]:
    try:
        found, source = read_one("ladder", key, text)
    except Invalid as mistakes:
        raise Invalid(*(_of_this_name(key, one) for one in mistakes.reasons)) from mistakes
    return cast(LadderDefinition, found), source


def _of_this_name(key: str, mistake: Reason) -> Reason:
    """There is no file here that could be named otherwise."""
    if mistake.code != "rulebook.file_name":
        return mistake
    return Reason("ladder.other_name", {"name": mistake.values["name"], "key": key}, mistake.where)


def _problems(in_force: Rulebook, draft: LadderDefinition, source: Source) -> Iterator[Reason]:
    """What the draft brings with it; what was wrong before is not its fault."""
    drafted = replace(in_force, ladders={**in_force.ladders, draft.key: draft})
    library = Library(drafted, sources={("ladder", draft.key): source})
    known = lint(in_force)
    for one in lint(drafted):
        if one not in known:
            yield replace(one.reason, where=library.locate(one.kind, one.key, one.path) or one.key)
