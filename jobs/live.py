"""What is live (现行): the newest ladders, wording, manners and calendars, and everybody, read once per batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from sqlalchemy import Connection

from actions.surroundings import calendar_edition, calendar_with, ladders_in_force, office
from cases.ladders import Inherited, Ladders, inherited
from cases.workdays import WorkCalendar
from models.definitions import CalendarDefinition, Definition, LadderDefinition, MannersDefinition, WordingDefinition
from models.office import Office
from models.people import Person
from models.waiting import Heard, Waiting
from notifications import policy
from notifications.policy import Plan
from store import definitions

STANDARD = "default"
Drafts = Mapping[tuple[str, str], Definition]
"""Definitions that somebody thinks of publishing, by kind and key."""


@dataclass(slots=True)
class Live:
    """Looked up as needed within one transaction, each thing once.

    ``drafts`` stand in for what is published of their kind and key, as if they were in force already.
    """

    tx: Connection
    today: date
    drafts: Drafts = field(default_factory=dict)
    _office: Office | None = None
    _found: dict[tuple[str, str], Definition] = field(default_factory=dict)
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict)
    _in_force: Ladders | None = None
    _ladders: dict[tuple[str, str], Inherited] = field(default_factory=dict)

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody by login, as the rules see them."""
        return self.office.people

    @property
    def office(self) -> Office:
        """Who there is, bound by what is mandatory, who is away, what is muted; of mutes those that are in force now."""
        if self._office is None:
            found = office(self.tx, self.today)
            mandatory = self.wording.mandatory if any(one.declined for one in found.people.values()) else frozenset()
            people = {login: policy.bound(one, mandatory) for login, one in found.people.items()}
            self._office = replace(found, people=people)
        return self._office

    def calendar(self, site: str) -> WorkCalendar:
        """The working calendar of a site; of what belongs to none, the usual one."""
        if site not in self._calendars:
            edition = calendar_edition(self.tx, site)
            draft = self.drafts.get(("calendar", edition.key))
            drafted = WorkCalendar(cast(CalendarDefinition, draft)) if draft else None
            self._calendars[site] = drafted or calendar_with(self.tx, edition.hash)
        return self._calendars[site]

    def ladder(self, waiting: Waiting) -> LadderDefinition:
        """The newest ladder that ``waiting`` climbs, complete."""
        return self.inherited(waiting).ladder

    def inherited(self, waiting: Waiting) -> Inherited:
        """The newest ladder that ``waiting`` climbs, with all that it inherits at its site."""
        key = (waiting.ladder, waiting.site)
        if self._in_force is None:
            drafted = {key: one for (kind, key), one in self.drafts.items() if kind == "ladder"}
            self._in_force = {**ladders_in_force(self.tx), **cast(Ladders, drafted)}
        if key not in self._ladders:
            self._ladders[key] = inherited(waiting.ladder, waiting.site, self._in_force)
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
        return policy.plan(waiting, self.ladder(waiting), self.calendar(waiting.site), heard, self.office, today)

    def still_true(self, waiting: Waiting | None, sent: Waiting, rung: str, person: str, today: date) -> str:
        """Why a queued message need not be sent, empty if it must; ``waiting`` is what waits now under its key."""
        calendar = self.calendar(sent.site)
        return policy.still_true(waiting, sent, rung, person, self.ladder(sent), calendar, self.office, today)

    def _newest(self, kind: str, key: str) -> Definition:
        if (kind, key) not in self._found:
            self._found[kind, key] = self.drafts.get((kind, key)) or _newest(self.tx, kind, key)
        return self._found[kind, key]


def wording_now(tx: Connection) -> WordingDefinition:
    """The newest wording, for whoever needs nothing else."""
    return cast(WordingDefinition, _newest(tx, "wording", STANDARD))


def _newest(tx: Connection, kind: str, key: str) -> Definition:
    return definitions.get(tx, kind, definitions.latest(tx, kind, key).hash)
