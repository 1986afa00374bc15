"""The JSON documents that outsiders rely on (interface.md), given alike by the command and the API. Names here are promises."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection

from cases.duty_strip import Line, strip
from cases.gate import endings, gate
from cases.lateness import late_after, overdue_workdays
from cases.plan import PlannedStep, planned
from cases.planning.items import origins
from cases.promises import times_broken
from cases.shares import held_workdays
from cases.workdays import WorkCalendar
from config import plan, whose_time, words
from config.reasons import as_document, sentences
from jobs.bulk import Row
from jobs.import_cases import TakeoverReport
from jobs.import_roster import RosterReport
from models.absences import Absence
from models.acts import Done, Input, Option
from models.casefile import CaseFile, Deadline, Step
from models.definitions import ProcessDefinition, StageDefinition, Text
from models.mutes import Mute
from models.plan import Why
from models.qualifications import Qualification
from models.record import Record
from models.refusals import OneplanError
from models.vocabulary import NOBODY, UNCONFIRMED, CaseStatus, MessageState, Need, Standing, StepState
from models.waiting import short_key
from store import definitions
from store.agenda import AgendaItem
from store.board import Card, Column
from store.caselist import CaseLine
from store.definitions import Edition
from store.letters import Attempt
from store.messages import Message
from store.worklist import WorkItem

if TYPE_CHECKING:  # most commands foresee nothing: they need not read how letters are worded
    from jobs.preview import Foreseen

Document = dict[str, Any]


def error(raised: OneplanError) -> Document:
    """A refusal with every reason."""
    return {"code": raised.code, "message": sentences(raised.reasons), "reasons": [*map(as_document, raised.reasons)]}


def listing(items: Iterable[Any], following: str | None = None) -> Document:
    """A list, and the cursor of what follows."""
    return {"items": list(items), "next": following}


def done(result: Done) -> Document:
    """What came of an act."""
    return {"no": result.no, "version": result.version, "changes": [one.model_dump() for one in result.changes]}


def options(found: Iterable[Option]) -> Document:
    """What is possible now, and for what is not, every reason why not."""
    return {"acts": [_option(one) for one in found]}


def case_document(
    casefile: CaseFile, calendar: WorkCalendar, today: date, look_at: dict[str, datetime | None]
) -> Document:
    """One case, its steps in the order of the process: those that are rows, then those to come."""
    at = gate(casefile)
    return {
        "no": casefile.no,
        "enterprise": {"uscc": casefile.enterprise.uscc, "name": casefile.enterprise.name},
        "site": casefile.site,
        "process": {
            "id": casefile.process.process,
            "hash": casefile.process_hash,
            "title": words.said(casefile.process.title),
        },
        "regime": casefile.regime.regime,
        "target": casefile.process.target,
        "stage": casefile.stage,
        "stage_title": words.said(casefile.process.stages[casefile.stage].title),
        "round": casefile.round,
        "status": casefile.status,
        "version": casefile.version,
        "coordinator": casefile.coordinator,
        "liaison": casefile.liaison,
        "supervisor": casefile.supervisor,
        "priority": casefile.priority,
        "agenda": {"since": casefile.agenda.since, "reason": casefile.agenda.reason} if casefile.agenda else None,
        "statutory": _nearest_law(casefile, today),
        "moved_on": casefile.moved_on,
        "still_workdays": _still(casefile, calendar, today),
        "steps": [
            *(_step(casefile, step, calendar, today, look_at.get(step.key)) for step in casefile.steps),
            *(_planned_step(step) for step in planned(casefile, calendar, today)),
        ],
        "gate": {
            "ready": at.ready,
            "missing": [as_document(one) for one in at.missing],
            "endings": [words.said(one.title) for one in endings(casefile)],
        },
        "findings": [asdict(one) for one in casefile.findings],
        "plan": {"revision": casefile.plan_revision, "state": casefile.plan_state},
        "opened_on": casefile.opened_on,
        "origin": casefile.origin or None,
        "closed_on": casefile.closed_on,
        "outcome": casefile.outcome,
        "barred_until": casefile.barred_until,
        "certificate": casefile.certificate.no if casefile.certificate else None,
        "milestones": dict(casefile.milestones),
        "duties": [_duty(line) for line in strip(casefile, today)],
        "held": whose_time.of_case(casefile, calendar, today),
    }


def case_line(line: CaseLine) -> Document:
    """One case in a list."""
    return {
        "no": line.no,
        "enterprise": {"uscc": line.uscc, "name": line.enterprise},
        "site": line.site,
        "process": line.process,
        "stage": line.stage,
        "round": line.round,
        "status": line.status,
        "version": line.version,
        "coordinator": line.coordinator,
        "supervisor": line.supervisor,
        "opened_on": line.opened_on,
        "stage_entered_on": line.stage_entered_on,
        "due_on": line.due_on,
        "overdue": line.is_late,
        "priority": line.priority,
        "agenda_since": line.agenda_since,
        "moved_on": line.moved_on,
    }


def agenda_item(one: AgendaItem) -> Document:
    """One case on the agenda of the next joint meeting."""
    return {**case_line(one.line), "since": one.since, "reason": one.reason}


def work_item(tx: Connection, item: WorkItem, calendar: WorkCalendar, today: date, on_behalf_of: str = "") -> Document:
    """One step on somebody's list; ``on_behalf_of`` the absent person whose it is."""
    return {
        "no": item.no,
        "enterprise": {"uscc": item.uscc, "name": item.enterprise},
        "site": item.site,
        "step": item.key,
        "title": words.said(item.called) or item.title or step_title(tx, item.process_hash, item.of),
        "stage": item.stage,
        "state": item.state,
        "required": item.need is Need.REQUIRED,
        "due_on": item.due_on,
        "statutory_due_on": item.statutory_due_on,
        "provisional": item.provisional,
        "unconfirmed": item.unconfirmed,
        "statutory_days_left": (item.statutory_due_on - today).days if item.statutory_due_on else None,
        "overdue_workdays": overdue_workdays(item.late_after, today, calendar),
        "holder": item.holder,
        "held_since": item.held_since,
        "held_workdays": held_workdays(item.held_since, calendar, today),
        "look_at": item.look_at,
        "version": item.version,
        "priority": item.priority,
        "promised_on": item.promised_on,
        "on_behalf_of": on_behalf_of or None,
    }


def absence(one: Absence) -> Document:
    """Who is away, both days inclusive, and who stands in."""
    names = ("id", "person", "substitute", "note", "ended_on")
    return {**{name: getattr(one, name) for name in names}, "from": one.first_on, "until": one.until}


def qualification(one: Qualification) -> Document:
    """Who holds which qualification, both days inclusive; ``site`` empty: everywhere."""
    names = ("id", "name", "login", "site", "kind", "no", "withdrawn_on")
    return {**{name: getattr(one, name) for name in names}, "from": one.valid_from, "until": one.valid_to}


def mute(one: Mute) -> Document:
    """What is not reminded of, up to and including when, and why."""
    return {name: getattr(one, name) for name in ("id", "on", "site", "name", "step", "until", "reason", "by")}


def message(one: Message) -> Document:
    """One message and what became of it; ``confirmed`` if it was sent and its receiver, or their service, said so."""
    names = ("id", "key", "person", "channel", "kind", "case", "step", "rung", "state", "attempts")
    return {
        **{name: getattr(one, name) for name in (*names, "queued_at", "sent_at", "error", "on_behalf_of")},
        "short_key": short_key(one.key),
        "confirmed": one.state is MessageState.SENT and one.channel not in UNCONFIRMED,
    }


def message_in_full(one: Message, why: Document, letter: str, tries: Iterable[Attempt]) -> Document:
    """One message with its date, its cause, its letter (None while it is in none), and every try to deliver that."""
    return {
        **message(one),
        "planned_on": one.planned_on,
        "not_before": one.not_before,
        "subject": one.waiting.subject,
        "due_on": one.waiting.due_on,
        "cause": why,
        "letter": letter or None,
        "tries": [asdict(each) for each in tries],
    }


def foreseen(one: "Foreseen") -> Document:
    """One message of a day to come, and which date it is about."""
    names = ("on", "person", "channel", "rung", "step", "case", "subject", "due_on", "written_in", "on_behalf_of")
    return {
        **{name: getattr(one, name) for name in names},
        "why": f"{words.name(words.SUBJECTS, one.subject)} {one.due_on}",
    }


def bulk_report(rows: Sequence[Row]) -> Document:
    """One act for many cases: of each whether it can be, or was, done, and every reason why not."""
    cases = [
        {
            "no": row.no,
            "enterprise": row.enterprise,
            "good": row.good,
            "reasons": [as_document(one) for one in row.against],
        }
        for row in rows
    ]
    good = sum(row.good for row in rows)
    return {"done": good, "refused": len(rows) - good, "cases": cases}


def board_column(one: Column, split: whose_time.Split) -> Document:
    """One stage of the board with its cases, the oldest first; ``held`` are the working days of each holder over all of them."""
    names = ("process", "stage", "count", "suspended", "late", "median_days", "p90_days")
    cards = [_card(card, split.balls[card.line.no]) for card in one.cards]
    return {**{name: getattr(one, name) for name in names}, "held": split.by, "cases": cards}


def _card(card: Card, ball: whose_time.Ball) -> Document:
    held = {"holder": ball.holder, "held_since": ball.since, "held_workdays": ball.workdays}
    return {**case_line(card.line), "days": card.days, **held}


def edition(one: Edition) -> Document:
    """One published version of a definition."""
    names = ("kind", "key", "hash", "published_at", "published_by")
    return {name: getattr(one, name) for name in names}


def record(seq: int, one: Record) -> Document:
    """One act in the journal; ``seq`` counts from 1."""
    names = ("at", "act", "actor", "on_behalf_of", "reason")
    changes = [change.model_dump() for change in one.changes]
    return {"seq": seq, **{name: getattr(one, name) for name in names}, "changes": changes}


def roster_report(report: RosterReport) -> Document:
    """What an import did, row by row."""
    rows = [
        {"row": row.row, "status": row.status, "field": row.field, "why": sentences(row.why)} for row in report.rows
    ]
    counts = {"new": report.new, "updated": report.updated, "same": report.same, "rejected": report.rejected}
    return {**counts, "rows": rows, "unknown_columns": list(report.unknown_columns)}


def takeover_report(report: TakeoverReport) -> Document:
    """What taking over did, row by row; ``no`` is the case a row became."""
    rows = [
        {"row": row.row, "status": row.status, "no": row.no, "field": row.field, "why": sentences(row.why)}
        for row in report.rows
    ]
    return {"new": report.new, "rejected": report.rejected, "rows": rows}


def step_title(tx: Connection, process_hash: str, of: str) -> str:
    """A step's title in the pinned process, in the language in use."""
    process = cast(ProcessDefinition, definitions.get(tx, "process", process_hash))
    return words.said(_titles(process.stages).get(of)) or of


def _option(one: Option) -> Document:
    return {
        "act": one.act,
        "step": one.step or None,
        "allowed": one.allowed,
        "reasons": [as_document(why) for why in one.reasons],
        "inputs": [_input(asked, one.act) for asked in one.inputs],
        "needs_reason": one.needs_reason,
        "on_behalf_of": one.on_behalf_of or None,
    }


def _input(asked: Input, act: str) -> Document:
    return {
        "name": asked.name,
        "type": asked.type,
        "required": asked.required,
        "choices": list(asked.choices),
        "title": words.said(asked.title) or words.input_name(asked.name, act),
        "labels": {one: words.said(asked.labels.get(one)) or words.choice(asked.name, one) for one in asked.choices},
        "units": dict(asked.units),
        "default": asked.default or None,
    }


def _step(casefile: CaseFile, step: Step, calendar: WorkCalendar, today: date, look_at: datetime | None) -> Document:
    dates = [one for one in (step.target, step.statutory) if one]
    overdue = overdue_workdays(late_after(casefile, step.key), today, calendar)
    return {
        "key": step.key,
        "title": _row_title(casefile, step),
        "origins": [plan.origin(one) for one in origins(casefile, step) if one.why is not Why.PROCESS],
        "stage": step.stage,
        "round": step.round,
        "state": step.state,
        "required": step.need is Need.REQUIRED,
        "due_on": step.target.due_on if step.target else None,
        "statutory_due_on": step.statutory.due_on if step.statutory else None,
        "statutory_days_left": days_left(step.statutory, today) if step.is_live else None,
        "provisional": any(one.provisional for one in dates),
        "unconfirmed": any(one.is_unconfirmed for one in dates),
        "rolled": words.rest_days(step.target.rolled) if step.target else "",
        "statutory_rolled": words.rest_days(step.statutory.rolled) if step.statutory else "",
        "overdue_workdays": overdue,
        "holder": NOBODY if casefile.status is CaseStatus.SUSPENDED and step.is_live else step.holder,
        "held": whose_time.of_step(step.holdings, calendar, today),
        "assignee": step.assignee,
        "look_at": look_at,
        "acknowledged_on": step.acknowledged_on,
        "snoozed_until": step.snoozed_until,
        "promised_on": step.promised_on,
        "promised": step.promised,
        "promises_broken": times_broken(step, today),
        "opened_on": step.opened_on,
        "closed_on": step.closed_on,
        "closed_by": step.closed_by,
        "reason": step.reason,
    }


def _duty(line: Line) -> Document:
    """A duty that recurs and what became of each occurrence."""
    marks = (mark for marks in line.years.values() for mark in marks)
    kept = [{"step": mark.step, "last_on": mark.last_on, "kept": mark.kept} for mark in marks]
    said = {"key": line.key, "title": words.said(line.title), "holder": line.holder, "by_law": line.by_law}
    return {**said, "occurrences": kept}


def days_left(law: Deadline | None, today: date) -> int | None:
    """Calendar days until a date of the law, negative once it passed; None without one."""
    return (law.due_on - today).days if law else None


def _nearest_law(casefile: CaseFile, today: date) -> Document | None:
    """The nearest date of the law that something open has to keep."""
    dated = [(step.statutory, step) for step in casefile.live_steps if step.statutory]
    if not dated:
        return None
    law, step = min(dated, key=lambda one: one[0].due_on)
    said = {"step": step.key, "title": _row_title(casefile, step), "due_on": law.due_on}
    return {**said, "days_left": days_left(law, today), "unconfirmed": law.standing is Standing.UNCONFIRMED}


def _planned_step(step: PlannedStep) -> Document:
    return {
        "key": step.key,
        "title": words.said(step.title),
        "stage": step.stage,
        "round": step.round,
        "state": StepState.PLANNED,
        "required": step.need is Need.REQUIRED,
        "due_on": step.due_on,
        "statutory_due_on": step.statutory_due_on,
        "provisional": step.provisional,
        "unconfirmed": step.unconfirmed,
        "overdue_workdays": 0,
        "holder": step.holder,
        "held": whose_time.NOT_YET,
        "assignee": None,
        "look_at": None,
        "waiting_for": [as_document(one) for one in step.waiting_for],
    }


def _row_title(casefile: CaseFile, step: Step) -> str:
    called = step.item.title if step.item else None
    return words.said(called) or step.title or words.said(_titles(casefile.process.stages).get(step.of)) or step.key


def _titles(stages: Mapping[str, StageDefinition]) -> dict[str, Text]:
    """The titles of all steps, nested ones included."""
    titles: dict[str, Text] = {}
    for stage in stages.values():
        titles |= {key: step.title for key, step in stage.steps.items()} | _titles(stage.stages)
    return titles


def _still(casefile: CaseFile, calendar: WorkCalendar, today: date) -> int:
    """Working days since the case last moved; 0 while it is not going."""
    if casefile.status is not CaseStatus.OPEN or casefile.moved_on is None:
        return 0
    return max(calendar.between(casefile.moved_on, today), 0)


def stage_titles(tx: Connection, of: Collection[str] | None = None) -> dict[str, str]:
    """The stages of all processes in force, or of some, by key and in their order."""
    found = definitions.rulebook(tx).processes.items()
    processes = [one for key, one in found if of is None or key in of]
    return {key: words.said(stage.title) for process in processes for key, stage in process.stages.items()}
