"""People as rules see them: who they are, what they are, whom they report to."""

from dataclasses import dataclass

from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Person:
    """One account. ``site`` is empty for the host and the clock, who act everywhere."""

    login: str
    name: str
    role: Role
    site: str = ""
    supervisor: str | None = None
    email: str = ""
    language: str = "zh"
    active: bool = True
    party: str = ""  # the department somebody of a department speaks for


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
