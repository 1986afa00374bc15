"""Credit (信用) of an enterprise on a day: its level, its certificates in cycles, whether its measures apply. Pure, from the history.

Nothing is stored of what can be asked: a certificate ends where a later event takes its level away, a level where the next begins.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from models.credit import Certificate, CreditEvent, CreditHistory, Cycle, LevelPeriod
from models.definitions import Measures, RegimeDefinition

Regimes = Mapping[str, RegimeDefinition]


def events(history: CreditHistory) -> tuple[CreditEvent, ...]:
    """Everything that happened, the first days of certificates included, by day; of one day in the order it was told."""
    granted = (
        CreditEvent(one.event, one.valid_from, one.regime, one.level, one.case, one.no) for one in history.certificates
    )
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
    return tuple(_cycle(one, told) for one in ordered)


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


def _measures(event: CreditEvent, regimes: Regimes) -> Measures | None:
    regime = regimes.get(event.regime)
    definition = regime.events.get(event.kind) if regime else None
    return definition.measures if definition else None


def _cycle(certificate: Certificate, told: tuple[CreditEvent, ...]) -> Cycle:
    end = next(_ends(certificate, told), None)
    return Cycle(certificate, end.on - timedelta(days=1), end) if end else Cycle(certificate)


def _ends(certificate: Certificate, told: tuple[CreditEvent, ...]) -> Iterator[CreditEvent]:
    """What comes after its first day and brings another level, or the same by another certificate."""
    for event in told:
        another = event.kind == certificate.event and event.text != certificate.no
        if event.level and event.on > certificate.valid_from and (event.level != certificate.level or another):
            yield event


def _covers(cycle: Cycle, day: date) -> bool:
    return cycle.certificate.valid_from <= day and (cycle.ended_on is None or day <= cycle.ended_on)
