"""One row of 我的工作 unfolded: everything that can be done on its step, by the same forms as on the page of its case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from actions import perform
from actions.surroundings import surroundings
from cases import rights
from config.wiring import App
from models.people import Person
from models.refusals import Reason
from store import cases, people
from store.worklist import WorkItem
from web.pages.act_forms import ActForm, ActForms
from web.pages.case_view import step_acts


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The acts on one step of the list; none if no row is unfolded."""

    place: str = ""
    primary: tuple[ActForm, ...] = ()
    more: tuple[ActForm, ...] = ()
    hindered: tuple[Reason, ...] = ()

    @property
    def forms(self) -> set[str]:
        """The names of its forms."""
        return {one.name for one in (*self.primary, *self.more)}


def place_of(item: WorkItem) -> str:
    """How the address names a row: the number of the case and the key of the step."""
    return f"{item.no}/{item.key}"


def unfolded(tx: Connection, app: App, person: Person, place: str, items: Iterable[WorkItem]) -> Unfolded:
    """The row at ``place``, if it is among these. One case is loaded, however long the list is."""
    item = next((one for one in items if place_of(one) == place), None)
    if item is None:
        return Unfolded()
    casefile = cases.load(tx, item.no)
    offered = perform.options(tx, item.no, actor=person, now=app.now(), zone=app.zone)
    around = surroundings(tx, item.site, person, app.now(), zone=app.zone, qualified=True)
    forms = ActForms(casefile, people.listing(tx, rights.readable(person)), around.occasion)
    acts = step_acts(item.state, [one for one in offered if one.step == item.key], forms)
    return Unfolded(place, _from_here(acts.primary), _from_here(acts.more), acts.hindered)


def _from_here(forms: Iterable[ActForm]) -> tuple[ActForm, ...]:
    return tuple(replace(one, back="work") for one in forms)
