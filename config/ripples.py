"""What an act would move (连带影响), as one document for pages, the command and the API."""

from collections.abc import Iterator
from typing import Any

from actions.perform import Decided
from cases.naming import step_title
from cases.ripple import DateMove, StepMove
from config import words
from config.i18n import _, language
from jobs.ripple import ReminderMove, Ripple
from models.casefile import CaseFile
from models.definitions import Text
from models.vocabulary import Subject

Document = dict[str, Any]


def ripple_document(act: str, decided: Decided, ripple: Ripple) -> Document:
    """The act as it would be done, and everything that moves with it; ``version`` is the one it would be done on."""
    after, moves = decided.after, ripple.case
    return {
        "no": after.no,
        "version": decided.before.version,
        "act": act,
        "dry_run": True,
        "changes": [change.model_dump() for change in decided.changes],
        "status": _change(decided.before.status, after.status),
        "stage": _change(_stage(decided.before), _stage(after)),
        "dates": [_date(after, one) for one in moves.dates],
        "steps": [_step(after, one) for one in moves.steps],
        "holders": [{**_named(after, one.step), "before": one.before, "after": one.after} for one in moves.holders],
        "places": [
            {**_named(after, one.step), "role": one.role, "before": one.before, "after": one.after}
            for one in moves.places
        ],
        "stopped": [_named(after, key) for key in moves.stopped],
        "running": [_named(after, key) for key in moves.running],
        "reminders": [_reminder(after, one) for one in ripple.reminders],
        "told": [{"person": person, "on": day} for person, day in ripple.told.items()],
    }


def is_still(document: Document) -> bool:
    """Whether the act moves nothing at all."""
    parts = ("status", "stage", "dates", "steps", "holders", "places", "stopped", "running", "reminders")
    return not any(document[name] for name in parts)


def _because(move: DateMove) -> str:
    return ("; " if language() == "en" else "；").join(_causes(move))


def _causes(move: DateMove) -> Iterator[str]:
    """Why a date comes out as it does: what is credited and extended, and the rest days it is rolled over."""
    unit = words.name(words.UNITS, move.unit)
    if move.credited:
        yield _("扣除 {number} {unit}").format(number=move.credited, unit=unit)
    for length in move.returned:
        yield _("收回延期 {number} {unit}").format(number=length.number, unit=words.name(words.UNITS, length.unit))
    for length in move.granted:
        yield _("延期 {number} {unit}").format(number=length.number, unit=words.name(words.UNITS, length.unit))
    if move.after and move.after.rolled:
        yield _("{days}顺延").format(days=words.rest_days(move.after.rolled))


def _date(casefile: CaseFile, one: DateMove) -> Document:
    return {
        **_named(casefile, one.step),
        "tier": one.tier,
        "before": one.before.due_on if one.before else None,
        "after": one.after.due_on if one.after else None,
        "workdays": one.workdays,
        "provisional": bool(one.after and one.after.provisional),
        "unconfirmed": bool(one.after and one.after.is_unconfirmed),
        "because": _because(one),
    }


def _step(casefile: CaseFile, one: StepMove) -> Document:
    return {**_named(casefile, one.step), "before": one.before, "after": one.after}


def _reminder(casefile: CaseFile, one: ReminderMove) -> Document:
    return {
        "person": one.reminder.person,
        **_named(casefile, one.reminder.step, one.reminder.subject),
        "subject": one.reminder.subject,
        "rung": one.reminder.rung,
        "before": one.before,
        "after": one.after,
    }


def _named(casefile: CaseFile, key: str, subject: Subject = Subject.STAGE) -> Document:
    """A step with its title; without a step what it is about instead."""
    if key:
        return {"step": key, "title": step_title(casefile, key)[f"title_{language()}"]}
    return {"step": None, "title": words.name(words.SUBJECTS, subject)}


def _change(before: str, after: str) -> Document | None:
    return {"before": before, "after": after} if before != after else None


def _stage(casefile: CaseFile) -> str:
    """The stage's title, with its round where it is not the first."""
    title: Text = casefile.process.stages[casefile.stage].title
    said = title.in_language(language())
    return said if casefile.round == 1 else f"{said} {casefile.round}"
