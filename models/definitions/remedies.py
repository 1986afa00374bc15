"""Remedy libraries (补强措施库): what usually closes the gaps of one standard, clause by clause. People pick and date them."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from models.definitions.base import Definition, Key, Name, Strict, Text
from models.definitions.condition import WrittenCondition
from models.definitions.standard import StandardId
from models.terms import WrittenLength
from models.vocabulary import CUSTOMS, ENTERPRISE, Role, Standing


class Remedy(Strict):
    """One thing to be done: who sees to it at the customs, who does it at the enterprise (one of the library's owners), what shows
    that it is done, how long it usually takes from the day it is put into the plan. It applies only if all of ``when`` hold."""

    title: Text
    by: Role = Role.COORDINATOR
    held_by: Annotated[str, Field(pattern=f"^({CUSTOMS}|{ENTERPRISE})$")] = ENTERPRISE
    owner: Name | None = None
    evidence: tuple[Name, ...] = ()
    term: WrittenLength
    when: tuple[WrittenCondition, ...] = ()


class RemediesDefinition(Definition):
    """The remedies of one standard. ``clauses`` are by the clause's key (``12``, ``health_quarantine.3``); one that is not here has
    the ``usual`` remedies, one under ``same`` those of the other one. ``owners`` are the posts of an enterprise."""

    remedies: StandardId  # the standard it is for
    source: str
    status: Standing = Standing.CONFIRMED
    owners: dict[Name, Text] = {}
    usual: Annotated[dict[Key, Remedy], Field(min_length=1)]
    clauses: dict[str, dict[Key, Remedy]] = {}
    same: dict[str, str] = {}

    def of(self, clause: str) -> Mapping[str, Remedy]:
        """What is written for a clause; empty where nothing is."""
        return self.clauses.get(self.same.get(clause, clause), {})
