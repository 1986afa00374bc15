"""Who hears a rung (收信人): places on the reporting line, resolved to people. Never is nobody told."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from models.definitions import Recipient
from models.people import Person
from models.vocabulary import Role
from models.waiting import Waiting


def recipients(waiting: Waiting, to: Collection[Recipient], people: Mapping[str, Person]) -> tuple[str, ...]:
    """The people in these places, each once. A place nobody fills goes to the next one up; never is nobody told."""
    found = dict.fromkeys(login for place in to for login in _in_place(waiting, place, people))
    return tuple(found) or tuple(_last_resort(waiting, people))


def who_acts(waiting: Waiting) -> str | None:
    """Who does the step: it is their knowing that counts, nobody above them hears less for it."""
    return waiting.doer or waiting.coordinator


_LEVELS = {Recipient.ONE_ABOVE: 1, Recipient.TWO_ABOVE: 2, Recipient.THREE_ABOVE: 3}
_OFFICES = {Recipient.SECRETARY: Role.SECRETARY, Recipient.SITE_LEAD: Role.SITE_LEAD}


def _in_place(waiting: Waiting, place: Recipient, people: Mapping[str, Person]) -> Iterable[str]:
    """Those who hold an office all hear it; on the line it is the first who is there."""
    upward = [waiting.doer, waiting.liaison, waiting.coordinator, waiting.supervisor]
    match place:
        case Recipient.DOER:
            line = [waiting.doer, *upward[2:]]
        case Recipient.LIAISON:
            line = upward[1:]
        case Recipient.COORDINATOR:
            line = upward[2:]
        case Recipient.SUPERVISOR:
            line = upward[3:]
        case Recipient.SUPERVISORS_SUPERVISOR:
            line = _above(waiting.supervisor, people)[:1]
        case Recipient.ONE_ABOVE | Recipient.TWO_ABOVE | Recipient.THREE_ABOVE:
            line = _above(who_acts(waiting), people)[_LEVELS[place] - 1 :]
        case Recipient.SECRETARY | Recipient.SITE_LEAD:
            return _in_office(waiting.site, _OFFICES[place], people) or _first(upward[3:], people)
        case Recipient.DEPARTMENT:
            speakers = _in_office(waiting.site, Role.DEPARTMENT, people)
            return [one for one in speakers if people[one].party == waiting.holder] or _first(upward[1:], people)
    return _first(line, people)


def _first(line: Iterable[str | None], people: Mapping[str, Person]) -> list[str]:
    return [login for login in line if login and _is_active(people, login)][:1]


def _above(login: str | None, people: Mapping[str, Person]) -> list[str | None]:
    """The reporting line above somebody, nearest first; a circle, should there be one, ends where it closes."""
    line: list[str | None] = []
    person = people.get(login or "")
    while person and person.supervisor and person.supervisor not in (login, *line):
        line.append(person.supervisor)
        person = people.get(person.supervisor)
    return line


def _in_office(site: str, role: Role, people: Mapping[str, Person]) -> list[str]:
    return [one.login for one in people.values() if one.active and one.role is role and one.site == site]


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
