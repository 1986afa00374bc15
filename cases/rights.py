"""Rights (权限): who may do which act on which cases, in one table; what does not stand here is not allowed."""

from enum import StrEnum
from functools import cache

from models import people
from models.casefile import CaseFile
from models.people import Person
from models.problems import Problem
from models.refusals import Missing, Reason
from models.vocabulary import Role


class Scope(StrEnum):
    """On which cases and problems. *asked* are steps and problems that one's department was asked about; *own* those where one has
    a place, steps one was assigned, problems one was asked first; *site* those of one's site, which for an account of no site are
    all."""

    NONE = "none"
    ASKED = "asked"
    OWN = "own"
    SITE = "site"
    ALL = "all"


ANSWERING = ("answer-problem", "accept-problem", "reject-problem")  # what a department does itself
LINKING = "link-problem"  # the one act on a problem for whoever has a case it stands in the way of
REPLYING = ("accept-question", "reject-question", "record-answer")  # on a step, the same
PROBLEMS = (
    "raise-problem",
    "refer-problem",
    LINKING,
    *ANSWERING,
    "confirm-problem",
    "dispute-problem",
    "withdraw-problem",
)
EVERYDAY = (
    "plan-engagement",
    *PROBLEMS,
    "start-step",
    "complete-step",
    "submit-step",
    "hand-back",
    "attach-evidence",
    "note",
    "acknowledge",
    "snooze",
    "promise",
    "ask-party",
    *REPLYING,
    "revoke-question",
    "answer-clauses",
    "record-figures",
    "submit-section",
    "fix-finding",
    "release",
)
CLAIMING = ("claim",)  # what nobody has yet, so it is nobody's own
UNDOING = ("undo",)  # what one did oneself, even if it gave the case away
COORDINATING = (
    *EVERYDAY,
    "open-case",
    "import-roster",
    "record-credit-event",
    "accept-step",
    "return-step",
    "reopen-step",
    "add-step",
    "extend-deadline",
    "urge",
    "delegate",
    "mute",
    "advance-stage",
    "resume-case",
    "open-assessment",
    "return-section",
    "accept-section",
    "close-assessment",
    "raise-findings",
    "raise-finding",
    "verify-finding",
    "return-finding",
    "look-at-plan",
    "draft-plan",
    "amend-plan",
    "submit-plan",
    "link-case",
    "unlink-case",
    "share-step",
    "record-training",
    "settle-answer",
)
FOLLOWING = ("follow-lead", "leave-lead", "take-shared-step", "attend-training")  # on a member, by who acts on its lead
CONVENING = ("put-on-agenda", "take-off-agenda", "record-memorandum")
MOVING = ("move-case", "move-case-back")  # to other definitions
SUPERVISING = (
    *COORDINATING,
    *CLAIMING,
    *FOLLOWING,
    *UNDOING,
    *CONVENING,
    *MOVING,
    "take-over",
    "assign",
    "waive-step",
    "suspend-case",
    "send-back",
    "raise-priority",
    "lower-priority",
    "close-case",
    "reopen-case",
    "drop-assessment",
    "approve-plan",
    "return-plan",
    "refuse-plan",
    "retry-message",
    "mute-site",
)
REGISTERING = ("record-qualification",)  # who is qualified, at one's own site; without one, everywhere
ADMINISTERING = ("manage-people", "manage-sites", "manage-tokens", "stop-delivery", *REGISTERING)
PUBLISHING = ("publish-ladder",)  # of one's own site; without one, of all
CLOCKWORK = (
    "open-case",
    "note",
    "recompute-deadlines",
    "keep-duties",
    "raise-priority",
    "put-on-agenda",
    "assign",
    "postpone-window",
    "look-at-plan",
    "advance-stage",
    "wait-for-problem",
    "record-answer",
    "revoke-question",
)
CONTACTING = "read-contacts"  # telephone and e-mail of an enterprise; of others enough to recognise them
TRACING = "read-looks"  # who looked at a case
AWAY = "record-absence"  # one's own, or of the site's people
PERSONAL = (AWAY, CONTACTING, TRACING)
OWN_ACCORD = ("postpone-window", "recompute-deadlines", "keep-duties", "wait-for-problem")  # of the program alone
ACTS = (*SUPERVISING, *PERSONAL, *OWN_ACCORD, *ADMINISTERING, *PUBLISHING)

TABLE: dict[Role, dict[str, Scope]] = {
    Role.ADMINISTRATOR: dict.fromkeys(ADMINISTERING, Scope.SITE),
    Role.SUPERVISOR: dict.fromkeys((*SUPERVISING, *PERSONAL), Scope.SITE),
    Role.COORDINATOR: {
        **dict.fromkeys((*COORDINATING, AWAY, CONTACTING), Scope.OWN),
        **dict.fromkeys((*CLAIMING, *FOLLOWING, *UNDOING), Scope.SITE),
    },
    Role.LIAISON: {
        **dict.fromkeys((*EVERYDAY, AWAY, CONTACTING), Scope.OWN),
        **dict.fromkeys((*CLAIMING, *UNDOING), Scope.SITE),
    },
    Role.SECRETARY: {**dict.fromkeys((*CONVENING, *UNDOING), Scope.SITE), AWAY: Scope.OWN},
    Role.SITE_LEAD: {AWAY: Scope.OWN, **dict.fromkeys((*PUBLISHING, *REGISTERING, *MOVING), Scope.SITE)},
    Role.POLICY: dict.fromkeys((*PUBLISHING, *MOVING), Scope.ALL),
    Role.DEPARTMENT: dict.fromkeys((*ANSWERING, *REPLYING), Scope.ASKED),
    Role.ENTERPRISE: {},
    Role.HOST: dict.fromkeys(ACTS, Scope.ALL),
    Role.CLOCK: dict.fromkeys(CLOCKWORK, Scope.ALL),
}

READING: dict[Role, Scope] = {
    Role.ADMINISTRATOR: Scope.NONE,
    Role.SUPERVISOR: Scope.SITE,
    Role.COORDINATOR: Scope.SITE,
    Role.LIAISON: Scope.SITE,
    Role.SECRETARY: Scope.SITE,
    Role.SITE_LEAD: Scope.SITE,
    Role.POLICY: Scope.ALL,
    Role.DEPARTMENT: Scope.NONE,
    Role.ENTERPRISE: Scope.NONE,
    Role.HOST: Scope.ALL,
    Role.CLOCK: Scope.ALL,
}

OUTRANKS = {Role.HOST: 3, Role.SUPERVISOR: 2, Role.SITE_LEAD: 1, Role.POLICY: 1, Role.COORDINATOR: 1}
"""Who stands in for whom when an outcome, an extension or a review asks for a role: the higher for the lower."""


def has_any(role: Role) -> bool:
    """Whether there is anything that somebody of this role may do or read."""
    return bool(TABLE[role]) or READING[role] is not Scope.NONE


def reads(person: Person) -> bool:
    """Whether ``person`` sees any case at all."""
    return READING[person.role] is not Scope.NONE


def readable(person: Person) -> people.Scope:
    """The sites whose cases ``person`` may see."""
    return _sites(person, READING[person.role])


def settings_of(person: Person) -> people.Scope:
    """The sites whose settings ``person`` may look at: those whose cases they may see, or whose people they manage."""
    return readable(person) if reads(person) else sites(person, "manage-people")


def sites(person: Person, act: str) -> people.Scope:
    """The sites on whose cases, or on some of them, ``person`` may do ``act``."""
    return _sites(person, scope(person, act))


def _sites(person: Person, on: Scope) -> people.Scope:
    if on is Scope.NONE or not person.active:
        return people.NOWHERE
    return people.EVERYWHERE if on is Scope.ALL or not person.site else people.Scope.of(person.site)


def replies(person: Person) -> bool:
    """Whether ``person`` answers what a department is asked."""
    return scope(person, "record-answer") is Scope.ASKED


def messages_of(person: Person) -> str | None:
    """Whose messages alone ``person`` reads of those at their sites: who works on cases the ones to themselves and about their own
    cases; None: all of them."""
    return person.login if person.role in {Role.COORDINATOR, Role.LIAISON} else None


def may_read(person: Person, site: str) -> bool:
    """Whether ``person`` may see the cases of ``site``."""
    return readable(person).covers(site)


def require_sight(person: Person, casefile: CaseFile) -> None:
    """Raise Missing, as if there were no such case, if ``person`` may not see it."""
    if not may_read(person, casefile.site):
        raise Missing(Reason("case_missing", {"no": casefile.no}))


def require_reach(person: Person, act: str, casefile: CaseFile, step: str = "") -> None:
    """Raise Missing, as if there were no such case, if ``person`` neither sees it nor was asked what ``act`` replies to."""
    if not (scope(person, act) is Scope.ASKED and is_asked(person, casefile, step)):
        require_sight(person, casefile)


def scope(person: Person, act: str) -> Scope:
    """On which cases ``person`` may do ``act``."""
    return TABLE[person.role].get(act, Scope.NONE) if person.active else Scope.NONE


def may(person: Person, act: str, casefile: CaseFile, step: str = "") -> Reason | None:
    """Why ``person`` may not do ``act`` on the case or on one of its steps, None if they may."""
    match scope(person, act):
        case Scope.ALL:
            return None
        case Scope.SITE if person.site == casefile.site:
            return None
        case Scope.OWN if person.site == casefile.site:
            return None if is_own(person, casefile, step) else Reason("rights.not_own", {"act": act, "no": casefile.no})
        case Scope.ASKED if is_asked(person, casefile, step):
            return None
    return not_by(person.role, act)


def not_by(role: Role, act: str) -> Reason:
    """That nobody of ``role`` may do ``act``, and who may."""
    return Reason("rights.role", {"act": act, "role": str(role), "able": able(act)})


@cache
def able(act: str) -> tuple[str, ...]:
    """The roles that may do ``act`` somewhere; the program's own only where nobody else may."""
    found = [str(role) for role, acts in TABLE.items() if act in acts]
    return tuple(role for role in found if role not in (Role.HOST, Role.CLOCK)) or tuple(found)


def may_at(person: Person, act: str, site: str) -> Reason | None:
    """Why ``person`` may not do ``act``, which concerns a site and no case of it, None if they may; no ``site`` means all."""
    return None if sites(person, act).covers(site) else not_by(person.role, act)


def may_handle(person: Person, act: str, problem: Problem) -> Reason | None:
    """Why ``person`` may not do ``act`` on the problem, None if they may."""
    match scope(person, act):
        case Scope.ALL:
            return None
        case Scope.SITE if person.site == problem.site:
            return None
        case Scope.OWN if person.site == problem.site:
            mine = person.login == problem.handler or act == LINKING
            return None if mine else Reason("rights.not_handler", {"act": act, "no": problem.no})
        case Scope.ASKED if was_asked(person, problem):
            return None
    return not_by(person.role, act)


def may_see(person: Person, problem: Problem) -> bool:
    """Whether ``person`` may see the problem: where they see cases, or where their department is asked."""
    return may_read(person, problem.site) or was_asked(person, problem)


def was_asked(person: Person, problem: Problem) -> bool:
    """Whether the problem was referred to the department that ``person`` speaks for."""
    return _speaks(person, problem.site) and problem.referred_on is not None and person.party == problem.department


def is_asked(person: Person, casefile: CaseFile, step: str) -> bool:
    """Whether the department that ``person`` speaks for was asked in the step, and has not answered."""
    row = casefile.step(step)
    question = row.question if row and row.is_live else None
    return question is not None and _speaks(person, casefile.site) and question.party == person.party


def _speaks(person: Person, site: str) -> bool:
    """Whether ``person`` speaks for a department of the site."""
    return person.role is Role.DEPARTMENT and person.active and bool(person.party) and person.site == site


def is_own(person: Person, casefile: CaseFile, step: str = "") -> bool:
    """Whether ``person`` has a place on the case, or the step is assigned to them."""
    if person.login in (casefile.coordinator, casefile.liaison, casefile.supervisor):
        return True
    row = casefile.step(step)
    return row is not None and row.assignee == person.login


def stands_for(person: Person, role: Role) -> bool:
    """Whether ``person`` has ``role`` or outranks it; what the clock alone does, nobody does for it."""
    if person.role is role:
        return True
    return role is not Role.CLOCK and person.role in OUTRANKS and OUTRANKS[person.role] > OUTRANKS.get(role, 0)


def is_reserved(role: Role) -> bool:
    """Whether deciding as ``role`` is above what a coordinator may, so that it is not for the case's own coordinator."""
    return role is not Role.COORDINATOR and OUTRANKS.get(role, 0) >= OUTRANKS[Role.COORDINATOR]
