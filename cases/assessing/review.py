"""A review (评估全貌): one assessment laid out for reading, section by section, with what is odd, how it stands and what turned.

The page, the command, the interface and the spreadsheet all show this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.assessing.clauses import PlacedClause
from cases.assessing.comparison import Compared, compared
from cases.assessing.contradictions import contradictions
from cases.assessing.figures import Worked, worked
from cases.assessing.rectifiable import lost
from cases.assessing.tally import Tally, allowed, tally_of
from cases.assessing.verdict import Verdict, verdict
from cases.facts import known
from models.assessment import (
    AGAINST_STANDARDS,
    Assessment,
    AssessmentState,
    ClauseAnswer,
    Lacking,
    Section,
    Sheet,
    Shelf,
)
from models.casefile import CaseFile
from models.definitions import StandardDefinition, Text
from models.definitions.standard import Category, Line
from models.refusals import Missing, Reason


@dataclass(frozen=True, slots=True)
class Row:
    """One clause: what may be answered and what was, what its figures say, what is odd about it, its rating last time, and what it
    lacks."""

    clause: PlacedClause
    ratings: tuple[str, ...]
    answer: ClauseAnswer
    worked: Worked | None
    odd: tuple[Reason, ...]
    before: str
    lacks: Lacking | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its rows; ``rated`` are those with a rating, ``owed`` those that still need one."""

    key: str
    title: Text
    section: Section
    rows: tuple[Row, ...]
    rated: int
    owed: int


@dataclass(frozen=True, slots=True)
class Review:
    """One assessment as it stands. ``earlier`` is the last closed one it is compared with, whatever its kind."""

    head: Assessment
    standard: StandardDefinition
    sheet: Sheet
    parts: tuple[Part, ...]
    tally: Tally
    verdict: Verdict
    producer: bool | None
    earlier: Assessment | None
    turns: tuple[Compared, ...]


def review(casefile: CaseFile, shelf: Shelf, key: str) -> Review:
    """Lay out the assessment called ``key``; its sheets must be loaded. Raises Missing."""
    head, sheet = casefile.assessment(key), casefile.sheet(key)
    if head is None or sheet is None:
        raise Missing(Reason("assessment.missing", {"no": casefile.no, "key": key}))
    standard, producer = shelf.by_hash[head.standard_hash], _producer(casefile)
    tally = tally_of(shelf, head, sheet)
    earlier, turns = _turns(casefile, shelf, head, sheet, tally)
    found = {one.clause for one in casefile.unverified if one.standard == head.standard}
    odd = tuple(contradictions(standard, tally.clauses, sheet, producer=producer, found=found, papers=casefile.papers))
    rows = tuple(_rows(tally, sheet, odd, turns, producer))
    return Review(
        head=head,
        standard=standard,
        sheet=sheet,
        parts=tuple(_part(standard, head, section, rows) for section in head.sections),
        tally=tally,
        verdict=verdict(tally, head.variant),
        producer=producer,
        earlier=earlier,
        turns=turns,
    )


def before(casefile: CaseFile, head: Assessment) -> Assessment | None:
    """The last assessment closed before this one was opened, of its own kind if there is any; surveys among themselves."""
    heads = casefile.assessments[: casefile.assessments.index(head)]
    alike = [one for one in heads if (one.kind in AGAINST_STANDARDS) is (head.kind in AGAINST_STANDARDS)]
    closed = [one for one in alike if one.state is AssessmentState.CLOSED]
    return next(reversed([one for one in closed if one.kind is head.kind] or closed), None)


def _turns(
    casefile: CaseFile, shelf: Shelf, head: Assessment, sheet: Sheet, tally: Tally
) -> tuple[Assessment | None, tuple[Compared, ...]]:
    earlier = before(casefile, head)
    answers = casefile.sheet(earlier.key) if earlier else None
    if earlier is None or answers is None:
        return None, ()
    there = shelf.by_hash[earlier.standard_hash]
    return earlier, compared(tally.standard, tally.clauses, sheet.answers, answers.answers, there)


def _rows(
    tally: Tally, sheet: Sheet, odd: tuple[Reason, ...], turns: tuple[Compared, ...], producer: bool | None
) -> Iterator[Row]:
    earlier = {one.clause.key: one.before for one in turns}
    for one in tally.clauses:
        answer = sheet.answers.get(one.key, ClauseAnswer(one.key))
        yield Row(
            clause=one,
            ratings=allowed(tally.standard, one),
            answer=answer,
            worked=worked(tally.standard, one, sheet.figures, producer=producer),
            odd=tuple(reason for reason in odd if reason.where == one.key),
            before=earlier.get(one.key, ""),
            lacks=lost(tally.standard, one, answer.rating),
        )


def _part(standard: StandardDefinition, head: Assessment, key: str, rows: tuple[Row, ...]) -> Part:
    own = tuple(row for row in rows if row.clause.section == key)
    titled: dict[str, Category | Line] = {**standard.variants[head.variant].categories, **standard.lines}
    return Part(
        key=key,
        title=titled[key].title,
        section=head.sections[key],
        rows=own,
        rated=sum(bool(row.answer.rating) for row in own),
        owed=sum(not row.answer.rating and not row.clause.clause.bonus for row in own),
    )


def _producer(casefile: CaseFile) -> bool | None:
    told = known(casefile, "producer")
    return told if isinstance(told, bool) else None
