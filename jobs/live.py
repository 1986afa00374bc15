"""What is live (现行): the newest ladders, wording, manners and calendars, and everybody, read once per batch."""

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from sqlalchemy import Connection

from actions.surroundings import calendar_with, ladders_in_force
from cases.ladders import Ladders, inherited
from cases.workdays import WorkCalendar
from models.definitions import Definition, LadderDefinition, MannersDefinition, WordingDefinition
from models.people import Person
from models.waiting import Heard, Waiting
from notifications import policy
from notifications.policy import Plan
from store import definitions, people, sites

STANDARD = "default"


@dataclass(slots=True)
class Live:
    """Looked up as needed within one transaction, each thing once."""

    tx: Connection
    _people: dict[str, Person] | None = None
    _found: dict[tuple[str, str], Definition] = field(default_factory=dict)
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    _in_force: Ladders | None = None
    _ladders: dict[tuple[str, str], LadderDefinition] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by login, as the rules see them."""
        if self._people is None:
            everybody = people.everybody(self.tx)
            mandatory = self.wording.mandatory if any(one.declined for one in everybody.values()) else frozenset()
            self._people = {login: policy.bound(one, mandatory) for login, one in everybody.items()}
        return self._people

    def calendar(self, site: str) -> WorkCalendar:
        """The working calendar of a site."""
        if site not in self._calendars:
            edition = definitions.latest(self.tx, "calendar", sites.get(self.tx, site).calendar)
            self._calendars[site] = calendar_with(self.tx, edition.hash)
        return self._calendars[site]

    def ladder(self, waiting: Waiting) -> LadderDefinition:
        """The newest ladder that ``waiting`` climbs, with all that it inherits at its site."""
        key = (waiting.ladder, waiting.site)
        if self._in_force is None:
            self._in_force = ladders_in_force(self.tx)
        if key not in self._ladders:
            self._ladders[key] = inherited(waiting.ladder, waiting.site, self._in_force).ladder
        return self._ladders[key]

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
        return policy.plan(waiting, self.ladder(waiting), self.calendar(waiting.site), heard, self.people, today)

    def still_true(self, waiting: Waiting | None, sent: Waiting, rung: str, person: str, today: date) -> str:
        """Why a queued message need not be sent, empty if it must; ``waiting`` is what waits now under its key."""
        calendar = self.calendar(sent.site)
        return policy.still_true(waiting, sent, rung, person, self.ladder(sent), calendar, self.people, today)

    def _newest(self, kind: str, key: str) -> Definition:
        if (kind, key) not in self._found:
            edition = definitions.latest(self.tx, kind, key)
            self._found[kind, key] = definitions.get(self.tx, kind, edition.hash)
        return self._found[kind, key]
