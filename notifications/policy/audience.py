"""Who hears a rung (收信人): places on the reporting line, resolved to people. Never is nobody told."""

from collections.abc import Collection, Iterator, Mapping

from models.definitions import Recipient
from models.people import Person
from models.vocabulary import Role
from models.waiting import Waiting


def recipients(waiting: Waiting, to: Collection[Recipient], people: Mapping[str, Person]) -> tuple[str, ...]:
    """The people in these places, each once. A place nobody fills goes to the next one up; never is nobody told."""
    found = dict.fromkeys(login for place in to if (login := _in_place(waiting, place, people)))
    return tuple(found) or tuple(_last_resort(waiting, people))


def who_acts(waiting: Waiting) -> str | None:
    """Who does the step: it is their knowing that counts, nobody above them hears less for it."""
    return waiting.doer or waiting.coordinator


def _in_place(waiting: Waiting, place: Recipient, people: Mapping[str, Person]) -> str | None:
    upward = [waiting.doer, waiting.liaison, waiting.coordinator, waiting.supervisor]
    above = people.get(waiting.supervisor or "")
    candidates = {
        Recipient.DOER: [waiting.doer, *upward[2:]],
        Recipient.LIAISON: upward[1:],
        Recipient.COORDINATOR: upward[2:],
        Recipient.SUPERVISOR: upward[3:],
        Recipient.SUPERVISORS_SUPERVISOR: [above.supervisor if above else None],
    }[place]
    return next((login for login in candidates if login and _is_active(people, login)), None)


def _last_resort(waiting: Waiting, people: Mapping[str, Person]) -> Iterator[str]:
    """The site's supervisors, without any its lead, in the end whoever runs the program there."""
    for role in (Role.SUPERVISOR, Role.SITE_LEAD, Role.ADMINISTRATOR):
        found = [
            one.login for one in people.values() if one.active and one.role is role and one.site in {waiting.site, ""}
        ]
        if found:
            yield from found
            return


def _is_active(people: Mapping[str, Person], login: str) -> bool:
    return login in people and people[login].active
