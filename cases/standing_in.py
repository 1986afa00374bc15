"""Standing in (代理): who answers for whom on which day. Reminders and rights ask the same question here.

Of overlapping absences of one person the one recorded later counts; recording refuses them, so that is for what came from
elsewhere. A circle is refused when it is recorded, and ends where it closes should there be one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from cases import rights
from cases.waiting import doer
from models.absences import Absence
from models.casefile import CaseFile
from models.office import Office
from models.people import Person
from models.refusals import Reason
from models.vocabulary import CUSTOMS, Subject
from models.waiting import Waiting

LONGEST = timedelta(days=366)
LADDERS = tuple(f"absence-{what}" for what in ("recorded", "begins", "ends", "called-off"))
"""Those that tell of absences."""


def away(login: str, office: Office, day: date) -> Absence | None:
    """The absence that counts on ``day``, None for somebody present."""
    found = [one for one in office.absences.get(login, ()) if one.covers(day)]
    return max(found, key=lambda one: one.id, default=None)


def stand_in(login: str, office: Office, day: date) -> str | None:
    """Who answers for ``login`` on ``day``: themselves if present, otherwise the substitute, or the substitute's substitute.

    Where nobody answers at the end of that, the absent person's supervisor does; None when nobody up the line does either.
    """
    return _answer(login, office, day, set())


def _answer(login: str | None, office: Office, day: date, met: set[str]) -> str | None:
    if login is None or login in met or not office.is_active(login):
        return None
    absence = away(login, office, day)
    if absence is None:
        return login
    met.add(login)
    chosen = _answer(absence.substitute, office, day, met)
    return chosen or _answer(office.people[login].supervisor, office, day, met)


def stood_in_for(login: str, office: Office, day: date) -> tuple[Absence, ...]:
    """The absences of those for whom ``login`` answers on ``day``, the earliest end first."""
    found = (away(absent, office, day) for absent in office.absences if absent != login)
    theirs = [one for one in found if one and stand_in(one.person, office, day) == login]
    return tuple(sorted(theirs, key=lambda one: (one.until, one.person)))


def next_change(logins: Iterable[str], office: Office, today: date) -> date | None:
    """The next day after ``today`` on which somebody else may answer for one of them: an absence begins, or is over."""
    if not office.absences:
        return None
    concerned = [one for login in _behind(logins, office) for one in office.absences.get(login, ())]
    turns = (day for one in concerned for day in (one.first_on, one.back_on))
    return min((day for day in turns if day > today), default=None)


def _behind(logins: Iterable[str], office: Office) -> set[str]:
    """They, whoever may ever answer for them, and whoever may answer for those."""
    met: set[str] = set()
    left = [one for one in logins if one in office.people]
    while left:
        login = left.pop()
        if login not in met and login in office.people:
            met.add(login)
            left += [one.substitute for one in office.absences.get(login, ())]
            left += [above for above in [office.people[login].supervisor] if above]
    return met


def may_for(absent: Person, actor: Person, act: str, casefile: CaseFile, step: str = "") -> Reason | None:
    """Why ``actor`` may not do ``act`` in place of ``absent``, for whom they stand in; None if they may.

    It is what the absent person may do, on cases and steps that are theirs. Nobody gains by it over work of their own: that stays
    with those who look after it (separation of duties).
    """
    if not rights.is_own(absent, casefile, step):
        return Reason("rights.not_theirs", {"person": absent.name, "no": casefile.no})
    if against := rights.may(absent, act, casefile, step):
        return against
    return (
        Reason("rights.own_work", {"person": absent.name, "act": act}) if _is_work_of(actor, casefile, step) else None
    )


def _is_work_of(person: Person, casefile: CaseFile, step: str) -> bool:
    row = casefile.step(step)
    working = (doer(casefile, row), row.assignee, row.submitted_by) if row else ()
    return person.login in (casefile.coordinator, *working)


def record_objections(absence: Absence, office: Office, today: date, actor: Person) -> Iterator[Reason]:
    """Who may; days that can be; a substitute who is there, sees the cases, and does not lead back to the absent person."""
    person, substitute = office.people[absence.person], office.people.get(absence.substitute)
    yield from rights_objections(person, actor)
    if absence.last_on < absence.first_on or absence.last_on < today:
        yield Reason("absence.days", {"first": str(absence.first_on), "last": str(absence.last_on)}, "until")
    elif absence.last_on - absence.first_on > LONGEST:
        yield Reason("absence.too_long", {"days": LONGEST.days}, "until")
    elsewhere = substitute is not None and substitute.site not in ("", person.site)  # whose people one cannot know
    if substitute is None or not substitute.active or elsewhere:
        yield Reason("absence.no_substitute", {"login": absence.substitute}, "substitute")
    elif substitute.login == person.login or not rights.may_read(substitute, person.site):
        yield Reason(
            "absence.not_this_substitute", {"substitute": substitute.name, "person": person.name}, "substitute"
        )
    elif circle := _circle(absence, office):
        yield Reason(
            "absence.circle", {"substitute": substitute.name, "person": person.name, "on": circle}, "substitute"
        )
    if others := [one for one in office.absences.get(absence.person, ()) if _overlap(one, absence)]:
        values = {"person": person.name, "first": str(others[0].first_on), "last": str(others[0].until)}
        yield Reason("absence.overlaps", values, "from")


def rights_objections(person: Person, actor: Person) -> Iterator[Reason]:
    """Everybody with cases to see records their own absence, supervisors those of their site's people."""
    act = "record-absence"
    allowed = rights.scope(actor, act)
    themselves = actor.login == person.login and allowed is not rights.Scope.NONE
    if not themselves and allowed is rights.Scope.OWN:
        yield Reason("absence.not_yours", {"person": person.name})
    elif not themselves and (against := rights.may_at(actor, act, person.site)):
        yield against


def _overlap(one: Absence, other: Absence) -> bool:
    return one.first_on < other.back_on and other.first_on < one.back_on


def _circle(absence: Absence, office: Office) -> str:
    """The first day on which following the substitutes comes back to the absent person, empty if none does.

    Who substitutes for whom changes only on the first day of an absence.
    """
    days = {absence.first_on} | {one.first_on for all_of in office.absences.values() for one in all_of}
    return next((str(day) for day in sorted(days) if absence.covers(day) and _leads_back(absence, office, day)), "")


def _leads_back(absence: Absence, office: Office, day: date) -> bool:
    login, met = absence.substitute, set[str]()
    while login != absence.person and login not in met:
        met.add(login)
        found = away(login, office, day)
        if found is None:
            return False
        login = found.substitute
    return login == absence.person


def waitings(absence: Absence, person: Person, recorded_on: date) -> tuple[Waiting, ...]:
    """What both are to be told, and when: at once, before and on the first day, and on the last."""
    return (
        _waiting(absence, person, "recorded", recorded_on),
        _waiting(absence, person, "begins", absence.first_on),
        _waiting(absence, person, "ends", absence.last_on),
    )


def waitings_of_end(ended: Absence, person: Person, today: date) -> tuple[Waiting, ...]:
    """What both are to be told of an absence that ended early, or never began."""
    return (_waiting(ended, person, "ends" if ended.covers(ended.first_on) else "called-off", today),)


def _waiting(absence: Absence, person: Person, what: str, due_on: date) -> Waiting:
    return Waiting(
        key=f"absence/{absence.id}/{what}",
        subject=Subject.ABSENCE,
        case="",
        site=person.site,
        step="",
        due_on=due_on,
        ladder=f"absence-{what}",
        holder=CUSTOMS,
        revision=2 if absence.ended_on else 1,
        doer=person.login,
        supervisor=person.supervisor,
        absence=absence,
    )


def ended(absence: Absence, today: date) -> Absence:
    """The absence as it is when the person is back from ``today`` on."""
    return replace(absence, ended_on=today)
