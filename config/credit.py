"""An enterprise's credit as of a day, as the command, the API and the pages tell it: level, certificates, windows and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from cases import credit as rules
from cases import windows
from cases.clean_repair import CleanTime, running
from cases.workdays import WorkCalendar
from config import words
from config.reasons import as_document
from models.casefile import CaseFile
from models.credit import Certificate, CreditEvent, CreditHistory, Cycle, LevelPeriod, Window
from models.definitions import RegimeDefinition, Text
from models.rulebook import Rulebook
from models.vocabulary import Standing
from store import credit, definitions

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Credit:
    """What was known by the end of ``day``. ``suspended`` is the event that keeps measures suspended; one window per target;
    ``clean`` the time after which a dishonest enterprise is regular again by itself."""

    day: date
    history: CreditHistory
    levels: tuple[LevelPeriod, ...]
    cycles: tuple[Cycle, ...]
    events: tuple[CreditEvent, ...]
    suspended: CreditEvent | None
    windows: tuple[Window, ...]
    clean: CleanTime | None
    rulebook: Rulebook

    @property
    def level(self) -> LevelPeriod | None:
        """The present credit level and since when."""
        return self.levels[-1] if self.levels else None

    def in_force(self) -> Certificate | None:
        """The certificate in force."""
        return rules.in_force(self.history, self.day)

    def level_title(self, code: str) -> str:
        """What a level is called, in the newest regime that has it; itself where none does."""
        found = (one.title for regime in _newest_first(self.rulebook) for one in regime.levels if one.code == code)
        return words.said(next(found, None)) or code

    def event_title(self, event: CreditEvent) -> str:
        """What an event is called in its regime."""
        regime = self.rulebook.regimes.get(event.regime)
        definition = regime.events.get(event.kind) if regime else None
        return words.said(definition.title if definition else None) or event.kind

    def recordable(self) -> dict[str, Text]:
        """The kinds of event that people record under the regime in force."""
        regime = rules.regime_on(self.rulebook.regimes, self.day)
        return {name: one.title for name, one in regime.events.items() if one.by_hand} if regime else {}

    def why_closed(self, window: Window) -> list[Document]:
        """Every bar before the window, as reasons."""
        regime = self._regime_of(window)
        return [as_document(windows.reason(bar, regime)) for bar in window.bars]

    def _regime_of(self, window: Window) -> RegimeDefinition:
        return _targets(self.rulebook, self.day)[window.target]


def of_enterprise(tx: Connection, site: str, uscc: str, calendar: WorkCalendar, day: date) -> Credit:
    """The credit of the enterprise as it was known to be by the end of ``day``."""
    rulebook = definitions.rulebook(tx)
    history = rules.as_of(credit.history(tx, site, uscc), day)
    return Credit(
        day=day,
        history=history,
        levels=rules.levels(history),
        cycles=rules.cycles(history),
        events=rules.events(history),
        suspended=rules.suspended_since(history, rulebook.regimes, day),
        windows=tuple(_windows(history, rulebook, calendar, day)),
        clean=running(history, rulebook.regimes, day),
        rulebook=rulebook,
    )


def window_of(tx: Connection, casefile: CaseFile, calendar: WorkCalendar, day: date) -> Document | None:
    """From when the enterprise of a case may apply, and why not before; None where nothing is applied for any more."""
    if not windows.matters(casefile):
        return None
    past = rules.as_of(credit.history(tx, casefile.site, casefile.enterprise.uscc), day)
    found = windows.window(past, casefile.regime, casefile.process.target, calendar, day)
    reasons = [as_document(windows.reason(bar, casefile.regime)) for bar in found.bars]
    return {"opens_on": found.opens_on, "open": not found.bars, "reasons": reasons}


def document(of: Credit) -> Document:
    """The same for programs."""
    level, certificate = of.level, of.in_force()
    return {
        "as_of": of.day,
        "level": {"code": level.level, "title": of.level_title(level.level), "since": level.since} if level else None,
        "measures_suspended_since": of.suspended.on if of.suspended else None,
        "clean_until": of.clean.until if of.clean else None,
        "clean_unconfirmed": of.clean.rule.status is Standing.UNCONFIRMED if of.clean else False,
        "certificate": certificate.no if certificate else None,
        "certificates": [_cycle(of, one) for one in of.cycles],
        "levels": [_level(of, one) for one in of.levels],
        "events": [_event(of, one) for one in of.events],
        "windows": [_window(of, one) for one in of.windows],
    }


def _windows(history: CreditHistory, rulebook: Rulebook, calendar: WorkCalendar, day: date) -> Iterator[Window]:
    """Of what lies above the present level; of one that is unknown, what makes an AEO."""
    present = rules.level_on(history, day)
    for target, regime in _targets(rulebook, day).items():
        if target in _above(present, regime):
            yield windows.window(history, regime, target, calendar, day)


def _above(present: str, regime: RegimeDefinition) -> list[str]:
    codes = [level.code for level in regime.levels]
    aeo = [level.code for level in regime.levels if level.is_aeo]
    return codes[: codes.index(present)] if present in codes else aeo


def _targets(rulebook: Rulebook, day: date) -> dict[str, RegimeDefinition]:
    """What one can apply for on ``day``, each with the regime that decides on it: the targets of processes in which one applies."""
    asking = (one for one in rulebook.processes.values() if windows.asks(one.stages.values()))
    known = ((one.target, rulebook.regimes[one.regime]) for one in asking)
    return {target: regime for target, regime in known if regime.holds_on(day)}


def _newest_first(rulebook: Rulebook) -> list[RegimeDefinition]:
    return sorted(rulebook.regimes.values(), key=lambda one: one.effective_from, reverse=True)


def _cycle(of: Credit, one: Cycle) -> Document:
    certificate = one.certificate
    names = ("no", "level", "regime", "valid_from", "review_on", "scope", "case")
    return {
        **{name: getattr(certificate, name) for name in names},
        "title": of.level_title(certificate.level),
        "papers": list(certificate.papers),
        "ended_on": one.ended_on,
        "ended_by": one.ended_by.kind if one.ended_by else None,
    }


def _level(of: Credit, one: LevelPeriod) -> Document:
    said = {"code": one.level, "title": of.level_title(one.level), "since": one.since, "until": one.until}
    return {**said, "event": one.event.kind if one.event else None}


def _event(of: Credit, one: CreditEvent) -> Document:
    names = ("kind", "on", "regime", "level", "case", "text")
    said = {name: getattr(one, name) for name in names}
    level = of.level_title(one.level) if one.level else None
    return {**said, "title": of.event_title(one), "level_title": level, "id": one.id or None}


def _window(of: Credit, one: Window) -> Document:
    said = {"target": one.target, "title": of.level_title(one.target), "opens_on": one.opens_on}
    return {**said, "open": not one.bars, "reasons": of.why_closed(one)}
