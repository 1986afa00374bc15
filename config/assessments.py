"""Assessments as documents and in words: heads, a review in full, the weak clauses of a site, what became of a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cases.assessing.clauses import PlacedClause, everywhere
from cases.assessing.figures import Held, needed, value
from cases.assessing.review import Part, Review, Row
from config import standards, surveys, words
from config.i18n import _, n_
from config.reasons import as_document, sentence
from models.assessment import Assessment, ClauseAnswer
from models.casefile import CaseFile
from models.changes import (
    AssessmentClosed,
    AssessmentDropped,
    AssessmentOpened,
    Change,
    ClausesAnswered,
    FiguresRecorded,
    FindingMoved,
    FindingRaised,
    SectionMoved,
)
from models.definitions import StandardDefinition
from models.finding import FindingState
from models.record import Record
from models.refusals import Reason
from store.weak_clauses import WeakClause

if TYPE_CHECKING:  # reading an assessment needs no spreadsheet
    from jobs.fill_assessment import SheetReport

Document = dict[str, Any]


# in words ---------------------------------------------------------------------------------------------------------------


def title(head: Assessment) -> str:
    """What an assessment is called: ``企业自评 2``."""
    return _named(head.key)


def said_of_key(key: str) -> str:
    """What the assessment with this key is called, empty if it is no such key."""
    return _named(key) if key.rpartition("-")[0] in words.ASSESSMENTS else ""


def told(change: Change) -> str:
    """What a change of an assessment or a finding says in a case's history; empty if it is none."""
    match change:
        case AssessmentOpened(assessment=key, standard=standard):
            return f"{_named(key)} · {standard}"
        case ClausesAnswered(assessment=key, answers=answers):
            return f"{_named(key)} · " + n_("{} 条", "{} 条", len(answers)).format(len(answers))
        case FiguresRecorded(assessment=key, figures=figures):
            return f"{_named(key)} · " + n_("{} 项数据", "{} 项数据", len(figures)).format(len(figures))
        case SectionMoved(assessment=key, title=section):
            return f"{_named(key)} · {words.said(section)}"
        case AssessmentClosed(assessment=key, total=total, passed=verdict):
            return f"{_named(key)} · {total} · {passed(verdict)}"
        case AssessmentDropped(assessment=key):
            return _named(key)
        case FindingRaised(finding=finding):
            return f"{finding.key} {finding.text}"
        case FindingMoved(finding=key, state=FindingState.FIXED, text=text):
            return f"{key} {text}"
        case FindingMoved(finding=key):
            return key
    return ""


def gathered(records: Iterable[Record]) -> list[Record]:
    """The records with those of one person who filled in clause after clause on one day told as one, with the last moment."""
    found: list[Record] = []
    for record in records:
        if found and _goes_on(found[-1], record):
            found[-1] = replace(record, changes=_together(found[-1], record))
        else:
            found.append(record)
    return found


def _goes_on(before: Record, record: Record) -> bool:
    filling = all(isinstance(change, ClausesAnswered) for one in (before, record) for change in one.changes)
    same = (before.actor, before.on_behalf_of, before.act) == (record.actor, record.on_behalf_of, record.act)
    return filling and same and before.at.date() == record.at.date()


def _together(before: Record, record: Record) -> tuple[Change, ...]:
    """What both answered, each clause once."""
    answers: dict[str, dict[str, ClauseAnswer]] = {}
    for change in (*before.changes, *record.changes):
        if isinstance(change, ClausesAnswered):
            answers.setdefault(change.assessment, {}).update({one.clause: one for one in change.answers})
    return tuple(ClausesAnswered(assessment=key, answers=tuple(one.values())) for key, one in answers.items())


def passed(verdict: bool | None) -> str:
    """Whether it was passed, in a word."""
    return {True: _("通过"), False: _("未通过"), None: _("未定")}[verdict]


def _named(key: str) -> str:
    kind, _dash, number = key.rpartition("-")
    return f"{words.title(words.ASSESSMENTS, kind)} {number}"


def rating(standard: StandardDefinition, code: str) -> str:
    """What a rating is called; none is empty."""
    return words.said(standard.scale[code].title) if code in standard.scale else ""


def held(standard: StandardDefinition, one: Held) -> str:
    """A limit with what was found: ``资产负债率 ≤ 85%（80%）✓``."""
    figure = standard.figures[one.limit.figure]
    mark = {True: "✓", False: "✗", None: ""}[one.holds]
    return f"{standards.limit(standard, one.limit)} ({standards.amount(figure, one.value)}) {mark}".strip()


def figure_rows(found: Review) -> Iterator[tuple[str, str, Any]]:
    """The figures to be recorded for the clauses that apply: name, title with unit, value."""
    for name in needed(found.standard, found.tally.clauses):
        yield name, words.said(found.standard.figures[name].title), found.sheet.figures.get(name)


def worked_rows(found: Review) -> Iterator[tuple[str, str, str]]:
    """What is worked out of them: title, how, and the value."""
    for name, figure in found.standard.figures.items():
        if figure.quotient and (result := value(found.standard, found.sheet.figures, name)) is not None:
            said = standards.amount(figure, result)
            yield words.said(figure.title), standards.quotient(found.standard, figure), said


@dataclass(frozen=True, slots=True)
class Weak:
    """A clause for reading: its place and title, how many of the cases asked lost points there, and how many in all."""

    clause: PlacedClause
    lost: int
    asked: int


def weak(standard: StandardDefinition, found: Iterable[WeakClause]) -> list[Weak]:
    """The clauses that took points off, the most frequent first."""
    clauses = {one.key: one for one in everywhere(standard)}
    losing = {code for code, grade in standard.scale.items() if grade.points and grade.points < 0}
    counted = [
        Weak(clauses[one.clause], sum(count for code, count in one.ratings.items() if code in losing), one.asked)
        for one in found
        if one.clause in clauses
    ]
    return sorted((one for one in counted if one.lost), key=lambda one: (-one.lost, one.clause.key))


def kept(report: "SheetReport") -> str:
    """What became of a sheet, in one line."""
    said = n_("已收 {} 条", "已收 {} 条", report.kept).format(report.kept)
    lost = len(report.rejected)
    return said + (_("，") + n_("{} 行未收", "{} 行未收", lost).format(lost) if lost else "")


def refusal(one: Reason) -> dict[str, str]:
    """Why an answer could not be kept, beside its clause."""
    return {"clause": one.where, "text": sentence(one)}


# documents --------------------------------------------------------------------------------------------------------------


def line(head: Assessment) -> Document:
    """One assessment in a list."""
    return {
        "key": head.key,
        "kind": head.kind,
        "title": title(head),
        "standard": head.standard,
        "hash": head.standard_hash,
        "state": head.state,
        "opened_on": head.opened_on,
        "closed_on": head.closed_on,
        "total": head.total,
        "passed": head.passed,
        "sections": {key: {"state": one.state, "reason": one.reason} for key, one in head.sections.items()},
    }


def lines(casefile: CaseFile) -> list[Document]:
    """All assessments of a case, the oldest first: the trend of its totals."""
    return [line(one) for one in casefile.assessments]


def document(found: Review) -> Document:
    """One assessment in full."""
    verdict = found.verdict
    return line(found.head) | {
        "total": verdict.total,
        "passed": verdict.passed,
        "unconfirmed": verdict.unconfirmed,
        "unseen_clauses": list(verdict.unseen),
        "verdict": [
            {"met": one.met, "clauses": list(one.clauses), **as_document(one.reason)} for one in verdict.judged
        ],
        "figures": dict(found.sheet.figures),
        "sections": [_part(found.standard, part) for part in found.parts],
        "profile": surveys.document(found),
        "compared_with": found.earlier.key if found.earlier else None,
        "turns": [
            {"clause": one.clause.key, "before": one.before, "now": one.now, "turn": one.turn} for one in found.turns
        ],
    }


def weak_document(standard: StandardDefinition, found: Iterable[Weak]) -> Document:
    """The weak clauses of a site."""
    items = [
        {"clause": one.clause.key, "title": words.said(one.clause.clause.title), "lost": one.lost, "asked": one.asked}
        for one in found
    ]
    return {"standard": standard.standard, "items": items}


def report(told: "SheetReport") -> Document:
    """What became of a sheet."""
    rows = [{"row": one.row, "column": one.column, "why": as_document(one.why)} for one in told.rejected]
    return {"kept": told.kept, "rejected": len(rows), "rows": rows}


def _part(standard: StandardDefinition, part: Part) -> Document:
    return {
        "section": part.key,
        "title": words.said(part.title),
        "state": part.section.state,
        "reason": part.section.reason,
        "rated": part.rated,
        "owed": part.owed,
        "clauses": [_row(standard, row) for row in part.rows],
    }


def _row(standard: StandardDefinition, row: Row) -> Document:
    answer = row.answer
    return {
        "clause": row.clause.key,
        "title": words.said(row.clause.clause.title),
        "ratings": list(row.ratings),
        "rating": answer.rating,
        "note": answer.note,
        "evidence": list(answer.evidence),
        "answered_on": answer.answered_on,
        "answered_by": answer.answered_by,
        "carried_from": answer.carried_from,
        "by_figures": row.worked
        and {"rating": row.worked.rating, "limits": [held(standard, one) for one in row.worked.held]},
        "odd": [as_document(one) for one in row.odd],
        "before": row.before,
    }
