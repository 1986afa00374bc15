"""Causes (缘由): why a message is, link by link: the rule and its date, the ladder, the rung of it, and whom the rung speaks to."""

from dataclasses import dataclass
from datetime import date

from cases.clocks import STAGE, clock_of, date_of
from jobs.live import Live
from models.casefile import CaseFile
from models.definitions import Text
from models.definitions.ladder import Recipient
from models.terms import Term
from models.vocabulary import Consequence, Subject, Tier
from models.waiting import Waiting

_TIERS = {Subject.TARGET: Tier.TARGET, Subject.STATUTORY: Tier.STATUTORY, Subject.STAGE: Tier.TARGET}


@dataclass(frozen=True, slots=True)
class Counted:
    """A date as the rulebook counts it: ``term`` from the day ``since``, as ``source`` has it (empty: it does not say)."""

    term: Term
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Cause:
    """The chain as the rulebook has it now.

    ``counted`` is None for what is no date of a step or stage, or has another date by now. ``written_in`` is the ladder of the
    ``lineage`` (the most general first) that wrote the rung, ``to`` whom it speaks to, ``then`` what else it brings about; all are
    empty for what was urged by hand, and for a rung that nobody publishes any more.
    """

    ladder: str
    title: Text
    lineage: tuple[str, ...]
    counted: Counted | None = None
    written_in: str = ""
    to: tuple[Recipient, ...] = ()
    then: tuple[Consequence, ...] = ()


def cause(live: Live, casefile: CaseFile | None, about: Waiting, rung: str) -> Cause:
    """Why something is said ``about`` what waits, or waited, in ``casefile``, by ``rung``."""
    whole = live.inherited(about)
    counted = _counted(casefile, about) if casefile else None
    origin = whole.origin(rung)
    written = (origin.of, origin.rung.to, origin.rung.then) if origin else ()
    return Cause(about.ladder, whole.ladder.title, whole.lineage, counted, *written)


def _counted(casefile: CaseFile, about: Waiting) -> Counted | None:
    tier = _TIERS.get(about.subject)
    if tier is None:
        return None
    key = STAGE if about.subject is Subject.STAGE else about.step
    deadline = date_of(casefile, key, tier)
    if deadline is None or deadline.due_on != about.due_on:
        return None
    clock = clock_of(casefile, key, tier)
    return Counted(clock.term, deadline.anchor_on, clock.source) if clock else None
