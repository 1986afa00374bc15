"""What messages are about, in words: the enterprise and the step of each."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy import Connection

from cases.naming import step_title
from store import cases


class About(Protocol):
    """Something about a step of a case; ``case`` is empty for what belongs to none."""

    @property
    def case(self) -> str: ...

    @property
    def step(self) -> str: ...


Subjects = Mapping[tuple[str, str], tuple[str, str]]
"""The enterprise and the step's title by case number and step's key."""


def subjects(tx: Connection, found: Iterable[About], language: str) -> Subjects:
    """What each that belongs to a case is about; each case is loaded once."""
    places = {(one.case, one.step) for one in found if one.case}
    known = {no: cases.load(tx, no) for no in {no for no, _ in places}}
    return {
        (no, step): (known[no].enterprise.name, step_title(known[no], step)[f"title_{language}"] if step else "")
        for no, step in places
    }
