"""What is live (现行): the newest ladders, wording, manners and calendars, and everybody, read once per batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sqlalchemy import Connection

from actions.surroundings import calendar_with, office
from cases.workdays import WorkCalendar
from models.definitions import Definition, LadderDefinition, MannersDefinition, WordingDefinition
from models.office import Office
from models.people import Person
from models.waiting import Heard, Waiting
from notifications import policy
from notifications.policy import Plan
from store import definitions, sites

STANDARD = "default"
USUAL = sites.Site("", "").calendar


@dataclass(slots=True)
class Live:
    """Looked up as needed within one transaction, each thing once."""

    tx: Connection
    today: date
    _office: Office | None = None
    _found: dict[tuple[str, str], Definition] = field(default_factory=dict)
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody by login."""
        return self.office.people

    @property
    def office(self) -> Office:
        """Who there is, who is away, what is muted; of mutes those that are in force now."""
        if self._office is None:
            self._office = office(self.tx, self.today)
        return self._office

    def calendar(self, site: str) -> WorkCalendar:
        """The working calendar of a site; of what belongs to none, the usual one."""
        if site not in self._calendars:
            key = sites.get(self.tx, site).calendar if site else USUAL
            edition = definitions.latest(self.tx, "calendar", key)
            self._calendars[site] = calendar_with(self.tx, edition.hash)
        return self._calendars[site]

    def ladder(self, key: str) -> LadderDefinition:
        """The newest ladder of that name."""
        return cast(LadderDefinition, self._newest("ladder", key))

    @property
    def wording(self) -> WordingDefinition:
        """The newest wording."""
        return cast(WordingDefinition, self._newest("wording", STANDARD))

    @property
    def manners(self) -> MannersDefinition:
        """The newest manners."""
        return cast(MannersDefinition, self._newest("manners", STANDARD))

    def plan(self, waiting: Waiting, heard: list[Heard], today: date) -> Plan:
        """What the policy plans for one waiting thing."""
        return policy.plan(waiting, self.ladder(waiting.ladder), self.calendar(waiting.site), heard, self.office, today)

    def _newest(self, kind: str, key: str) -> Definition:
        if (kind, key) not in self._found:
            edition = definitions.latest(self.tx, kind, key)
            self._found[kind, key] = definitions.get(self.tx, kind, edition.hash)
        return self._found[kind, key]
