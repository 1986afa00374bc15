"""What the case page says of mutes: those in force on the case, and whether this person may ask for one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from actions.surroundings import absentees_of
from cases import muting
from models.casefile import CaseFile
from models.mutes import Mute, MuteOn
from models.people import Person, Scope
from store import mutes


@dataclass(frozen=True, slots=True)
class CaseMutes:
    """Each mute with whether the person may lift it; ``asks``: they may mute the case."""

    found: tuple[tuple[Mute, bool], ...] = ()
    asks: bool = False


def mutes_of(tx: Connection, casefile: CaseFile, person: Person, today: date) -> CaseMutes:
    """The mutes that cover the case, its enterprise's and its site's too."""
    absentees = absentees_of(tx, person, today)

    def may(one: Mute) -> bool:
        return not list(muting.rights_objections(one, casefile, person, absentees))

    in_force = mutes.in_force(tx, today, Scope.of(casefile.site))
    ours = [one for one in in_force if one.covers(casefile.site, casefile.no, one.step)]
    whole = Mute(MuteOn.CASE, casefile.site, today, "", person.login, casefile.no)
    return CaseMutes(tuple((one, may(one)) for one in ours), may(whole))
