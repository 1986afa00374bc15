"""The office (在岗情况): who there is, who is away, what is muted; all that planner and rights ask about people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.absences import Absence
from models.mutes import Mute
from models.people import Person


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody by login, the absences of each person in the order of recording, the mutes of each site."""

    people: Mapping[str, Person]
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)
    mutes: Mapping[str, tuple[Mute, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Mapping[str, Person], absences: Iterable[Absence] = (), mutes: Iterable[Mute] = ()) -> "Office":
        """The office with these people, absences and mutes."""
        away: dict[str, tuple[Absence, ...]] = {}
        for absence in absences:
            away[absence.person] = (*away.get(absence.person, ()), absence)
        muted: dict[str, tuple[Mute, ...]] = {}
        for mute in mutes:
            muted[mute.site] = (*muted.get(mute.site, ()), mute)
        return cls(people, away, muted)

    def is_active(self, login: str) -> bool:
        """Whether there is such a person, not switched off."""
        return login in self.people and self.people[login].active
