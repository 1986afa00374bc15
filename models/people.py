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


HOST = Person(login="host", name="host", role=Role.HOST)
CLOCK = Person(login="clock", name="clock", role=Role.CLOCK)
