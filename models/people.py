"""People as rules see them: who they are, what they are, whom they report to."""

from dataclasses import dataclass, field
from datetime import datetime

from models.vocabulary import Channel, Role

Choice = tuple[str, Channel]
"""A kind of message over a channel."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a channel reaches a person; whoever knows it, or its ``secret``, could write there too, so neither is shown.

    ``off_since`` is when it was switched off, because a letter failed for good; None while it is on.
    """

    channel: Channel
    to: str = field(repr=False)
    secret: str = field(default="", repr=False)
    off_since: datetime | None = None
    off_because: str = ""
    tested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One account. ``site`` is empty for the host and the clock, who act everywhere.

    ``channels`` reach them besides inbox and e-mail; ``off`` are those switched off, e-mail too; ``declined`` what they do not
    want there.
    """

    login: str
    name: str
    role: Role
    site: str = ""
    supervisor: str | None = None
    email: str = ""
    language: str = "zh"
    active: bool = True
    party: str = ""  # the department somebody of a department speaks for
    channels: tuple[Channel, ...] = ()
    off: tuple[Channel, ...] = ()
    declined: frozenset[Choice] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """The sites somebody may see; ``sites`` None means all of them."""

    sites: frozenset[str] | None = None

    @classmethod
    def of(cls, *sites: str) -> "Scope":
        """Just these sites."""
        return cls(frozenset(sites))

    def at(self, site: str) -> "Scope":
        """Of these just ``site``, if it is one; all of them when ``site`` is empty."""
        return Scope.of(*({site} if self.covers(site) else ())) if site else self

    def covers(self, site: str) -> bool:
        """Whether ``site`` may be seen."""
        return self.sites is None or site in self.sites


EVERYWHERE = Scope()
NOWHERE = Scope.of()
HOST = Person(login="host", name="host", role=Role.HOST)
CLOCK = Person(login="clock", name="clock", role=Role.CLOCK)
