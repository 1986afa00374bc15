"""Who hears a rung (收信人): places on the reporting line and offices of the site, resolved to people who are there.

Whoever is away is stood in for, in every place. Never is nobody told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from cases import standing_in
from cases.standing_in import stand_in
from models.definitions import Recipient
from models.office import Office
from models.vocabulary import Role, Subject
from models.waiting import Waiting

Hearers = Mapping[str, str]  # the login of each who hears it, and for which absent person (empty: in their own right)

_LEVELS = {Recipient.ONE_ABOVE: 1, Recipient.TWO_ABOVE: 2, Recipient.THREE_ABOVE: 3}
_OFFICES = {Recipient.SECRETARY: Role.SECRETARY, Recipient.SITE_LEAD: Role.SITE_LEAD}


def recipients(waiting: Waiting, to: Collection[Recipient], office: Office, today: date) -> Hearers:
    """The people in these places, each once, as they are there ``today``. A place nobody fills goes to the next one up; only that
    a department was asked just now is for its own people alone: whoever asked knows it, and passes it on where it has none."""
    found: dict[str, str] = {}
    for place in to:
        for login, absent in _in_place(waiting, place, office, today).items():
            found.setdefault(login, absent)
    return found if _asked_just_now(waiting) else found or _last_resort(waiting, office, today)


def who_acts(waiting: Waiting, office: Office, day: date) -> str | None:
    """Who does the step on ``day``, perhaps for somebody away: it is their knowing that counts, nobody above them hears less for
    it."""
    doer = _doer(waiting)
    return stand_in(doer, office, day) if doer else None


def next_change(waiting: Waiting, office: Office, today: date) -> date | None:
    """The next day after ``today`` on which somebody else may hear of it: an absence begins, or is over."""
    return standing_in.next_change(_concerned(waiting, office), office, today) if office.absences else None


def _concerned(waiting: Waiting, office: Office) -> Iterator[str]:
    """Whoever may have to hear of it before anybody stands in; with nobody on the line, all of the site."""
    absence = waiting.absence
    places = (waiting.doer, waiting.coordinator, waiting.liaison, waiting.supervisor, absence and absence.substitute)
    line = [login for login in places if login and office.is_active(login)]
    yield from line or (login for login, one in office.people.items() if one.site == waiting.site)
    for role in (*_OFFICES.values(), Role.DEPARTMENT):
        yield from _in_office(waiting.site, role, office)


def _doer(waiting: Waiting) -> str | None:
    return waiting.doer or waiting.coordinator


def _in_place(waiting: Waiting, place: Recipient, office: Office, today: date) -> Hearers:
    """Those who hold an office all hear it; on the line it is the first who is there, or for whom somebody is.

    The absent person of an absence hears of it wherever they are.
    """
    upward = [waiting.doer, waiting.liaison, waiting.coordinator, waiting.supervisor]
    absence = waiting.absence
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
            line = _above(waiting.supervisor, office)[:1]
        case Recipient.ONE_ABOVE | Recipient.TWO_ABOVE | Recipient.THREE_ABOVE:
            line = _above(_doer(waiting), office)[_LEVELS[place] - 1 :]
        case Recipient.SECRETARY | Recipient.SITE_LEAD:
            holders = _in_office(waiting.site, _OFFICES[place], office)
            return _each(holders, office, today) or _first(upward[3:], office, today)
        case Recipient.DEPARTMENT:
            theirs = _speakers(waiting, office)
            line = [] if _asked_just_now(waiting) else [waiting.doer, *upward[2:]]
            return _each(theirs, office, today) or _first(line, office, today)
        case Recipient.DEPARTMENT_LEAD:
            line = [*(above for one in _speakers(waiting, office) for above in _above(one, office)), *upward[3:]]
        case Recipient.ADMINISTRATORS:
            return _each(_of_role(waiting, Role.ADMINISTRATOR, office), office, today)
        case Recipient.ABSENT:
            return {absence.person: ""} if absence and office.is_active(absence.person) else {}
        case Recipient.SUBSTITUTE:
            line = [absence.substitute if absence else None]
    return _first(line, office, today)


def _first(line: Iterable[str | None], office: Office, today: date) -> Hearers:
    for login in line:
        if login and (found := _each([login], office, today)):
            return found
    return {}


def _each(logins: Iterable[str], office: Office, today: date) -> Hearers:
    """They, or whoever stands in for them; whoever hears it in their own right does not hear it for another."""
    found: dict[str, str] = {}
    for login in logins:
        answering = stand_in(login, office, today)
        if answering == login:
            found[login] = ""
        elif answering:
            found.setdefault(answering, login)
    return found


def _above(login: str | None, office: Office) -> list[str | None]:
    """The reporting line above somebody, nearest first; a circle, should there be one, ends where it closes."""
    line: list[str | None] = []
    person = office.people.get(login or "")
    while person and person.supervisor and person.supervisor not in (login, *line):
        line.append(person.supervisor)
        person = office.people.get(person.supervisor)
    return line


def _in_office(site: str, role: Role, office: Office) -> list[str]:
    return [one.login for one in office.people.values() if one.active and one.role is role and one.site == site]


def _last_resort(waiting: Waiting, office: Office, today: date) -> Hearers:
    """The site's supervisors, without any its lead, in the end whoever runs the program there.

    If they are all away and nobody stands in, they hear of it all the same.
    """
    roles = [_of_role(waiting, role, office) for role in (Role.SUPERVISOR, Role.SITE_LEAD, Role.ADMINISTRATOR)]
    there = (_each(holders, office, today) for holders in roles)
    return next((found for found in there if found), None) or next(
        (dict.fromkeys(holders, "") for holders in roles if holders), {}
    )


def _asked_just_now(waiting: Waiting) -> bool:
    return waiting.subject is Subject.ASKED


def _speakers(waiting: Waiting, office: Office) -> list[str]:
    """Those who speak for the department that has the ball."""
    speakers = _in_office(waiting.site, Role.DEPARTMENT, office)
    return [one for one in speakers if office.people[one].party == waiting.holder]


def _of_role(waiting: Waiting, role: Role, office: Office) -> list[str]:
    """Those of the site, or of none, who have the role; of what belongs to no site, all who have it if nobody has it everywhere."""
    having = [one for one in office.people.values() if one.active and one.role is role]
    found = [one.login for one in having if one.site in {waiting.site, ""}]
    return found if found or waiting.site else [one.login for one in having]
