"""Credit (信用) of an enterprise on a day: its level, its certificates in cycles, whether measures apply. Pure.

Nothing is stored of what can be asked: a certificate ends where a later event takes its level away, a level where the next begins.
"""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date, timedelta

from cases.inputs import out_of_range
from models.credit import Certificate, CreditEvent, CreditHistory, Cycle, LevelPeriod
from models.definitions import Measures, RegimeDefinition
from models.refusals import Reason, Refused

Regimes = Mapping[str, RegimeDefinition]


def events(history: CreditHistory) -> tuple[CreditEvent, ...]:
    """Everything that happened, the first days of certificates included, by day; of one day in the order it was told."""
    granted = map(_first_day, history.certificates)
    return tuple(sorted((*granted, *history.events), key=lambda one: one.on))


def as_of(history: CreditHistory, day: date) -> CreditHistory:
    """What had happened by the end of ``day``."""
    return replace(
        history,
        events=tuple(one for one in history.events if one.on <= day),
        certificates=tuple(one for one in history.certificates if one.valid_from <= day),
    )


def levels(history: CreditHistory) -> tuple[LevelPeriod, ...]:
    """Every credit level the enterprise had, the first one first; what brought no other level begins no period."""
    periods: list[LevelPeriod] = [LevelPeriod(history.reported)] if history.reported else []
    for event in events(history):
        if not event.level or (periods and periods[-1].level == event.level):
            continue
        if periods:
            periods[-1] = replace(periods[-1], until=event.on - timedelta(days=1))
        periods.append(LevelPeriod(event.level, event.on, event=event))
    return tuple(one for one in periods if one.since is None or one.until is None or one.since <= one.until)


def level_on(history: CreditHistory, day: date) -> str:
    """The credit level on ``day``, empty if nobody knows."""
    periods = levels(as_of(history, day))
    return periods[-1].level if periods else ""


def cycles(history: CreditHistory) -> tuple[Cycle, ...]:
    """Every certificate with its end, the first one first. A later certificate, or any other level, ends the one before."""
    told = events(history)
    ordered = sorted(history.certificates, key=lambda one: one.valid_from)
    granted = {_first_day(one) for one in ordered}
    return tuple(_cycle(one, told, granted) for one in ordered)


def in_force(history: CreditHistory, day: date) -> Certificate | None:
    """The certificate in force on ``day``."""
    found = (one for one in reversed(cycles(history)) if _covers(one, day))
    return next((one.certificate for one in found), None)


def suspended_since(history: CreditHistory, regimes: Regimes, day: date) -> CreditEvent | None:
    """The event that keeps the management measures suspended on ``day`` (暂停适用), None if they apply. A new level starts anew."""
    stopped: CreditEvent | None = None
    for event in events(as_of(history, day)):
        means = _measures(event, regimes)
        if means is Measures.SUSPENDED:
            stopped = stopped or event
        elif means is Measures.RESTORED or event.level:
            stopped = None
    return stopped


def regime_on(regimes: Regimes, day: date) -> RegimeDefinition | None:
    """The regime in force on ``day``."""
    found = (one for one in regimes.values() if one.holds_on(day))
    return next(found, None)


def recorded(regimes: Regimes, kind: str, on: date, today: date, text: str) -> CreditEvent:
    """What somebody records by hand. Raises Refused with all reasons: the day ahead or under no regime, no such kind, no reason."""
    regime = regime_on(regimes, on)
    kinds = [name for name, one in regime.events.items() if one.by_hand] if regime else []
    reasons = [*out_of_range("on", on, last=today)]
    if regime is None:
        reasons.append(Reason("credit_event.no_regime", {"on": on}, "on"))
    elif kind not in kinds:
        reasons.append(Reason("credit_event.no_such", {"kind": kind, "allowed": ", ".join(kinds) or "-"}, "kind"))
    if not text.strip():
        reasons.append(Reason("reason.missing", {"act": "record-credit-event"}, "reason"))
    if reasons or regime is None:
        raise Refused(*reasons)
    return CreditEvent(kind, on, regime.regime, regime.events[kind].level or "", text=text.strip())


def _measures(event: CreditEvent, regimes: Regimes) -> Measures | None:
    regime = regimes.get(event.regime)
    definition = regime.events.get(event.kind) if regime else None
    return definition.measures if definition else None


def _first_day(one: Certificate) -> CreditEvent:
    return CreditEvent(one.event, one.valid_from, one.regime, one.level, one.case, one.no)


def _cycle(certificate: Certificate, told: tuple[CreditEvent, ...], granted: Set[CreditEvent]) -> Cycle:
    """It ends with whatever comes after its first day and brings another level, or another certificate."""
    after = (event for event in told if event.on > certificate.valid_from)
    ends = (event for event in after if event in granted or (event.level and event.level != certificate.level))
    end = next(ends, None)
    return Cycle(certificate, end.on - timedelta(days=1), end) if end else Cycle(certificate)


def _covers(cycle: Cycle, day: date) -> bool:
    return cycle.certificate.valid_from <= day and (cycle.ended_on is None or day <= cycle.ended_on)
