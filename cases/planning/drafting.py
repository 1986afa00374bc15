"""Drafting a plan (拟定方案): from what lost points, and what the remedy library knows of it, to items somebody may pick and date.

Nothing is saved here: a proposal is a proposal until `draft-plan` takes it up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cases.assessing.gaps import Gap, gaps
from cases.deadlines import shift
from cases.registry import judge_all
from cases.workdays import WorkCalendar
from models.assessment import Assessment, AssessmentKind, AssessmentState, Shelf
from models.casefile import CaseFile, Step
from models.definitions import RemediesDefinition, Remedy, Text
from models.plan import Item, Origin, Why
from models.vocabulary import ENDED

DIAGNOSES = frozenset({AssessmentKind.SELF, AssessmentKind.MOCK})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item that may go into the plan: for which gap, what is to be done, until when if it took as long as usual.

    ``key`` names it among the proposals: ``12.statements``; ``place`` is where it stands in the library, ``findings`` those open
    findings it would put right.
    """

    key: str
    gap: Gap
    remedy: Remedy
    owner: Text | None
    place: str
    due_on: date
    findings: tuple[str, ...]

    def item(self, head: Assessment) -> Item:
        """What the plan would say of it."""
        origin = Origin(Why.GAP, self.gap.clause.key, head.standard, head.key)
        return Item(origin, self.remedy.title, self.owner, self.remedy.evidence, self.place)


def diagnoses(casefile: CaseFile) -> tuple[Assessment, ...]:
    """The self-assessments and mock audits a plan can be drafted from, the newest last."""
    return tuple(
        one for one in casefile.assessments if one.kind in DIAGNOSES and one.state is not AssessmentState.DROPPED
    )


def proposals(
    casefile: CaseFile, shelf: Shelf, head: Assessment, calendar: WorkCalendar, today: date
) -> tuple[Proposal, ...]:
    """What may go into the plan because of ``head``, clause by clause; what is planned for a clause already is left out."""
    return tuple(
        one
        for gap in gaps(casefile, shelf, head)
        for one in _of_gap(casefile, shelf, head, gap, calendar, today)
        if not any(_is_for(row, one, head) for row in casefile.steps)
    )


def _of_gap(
    casefile: CaseFile, shelf: Shelf, head: Assessment, gap: Gap, calendar: WorkCalendar, today: date
) -> Iterator[Proposal]:
    library, place, remedies = _written(shelf, head.standard, gap)
    fixed = tuple(
        one.key for one in casefile.unverified if (one.standard, one.clause) == (head.standard, gap.clause.key)
    )
    for key, remedy in remedies.items():
        if library is None or judge_all(remedy.when, casefile).met is False:
            continue
        yield Proposal(
            key=f"{gap.clause.key}.{key}",
            gap=gap,
            remedy=remedy,
            owner=library.owners[remedy.owner] if remedy.owner else None,
            place=f"{library.remedies}/{place}.{key}",
            due_on=calendar.roll_forward(shift(today, remedy.term, calendar)),
            findings=fixed,
        )


def _written(shelf: Shelf, standard: str, gap: Gap) -> tuple[RemediesDefinition | None, str, Mapping[str, Remedy]]:
    """The remedies of a clause, where they stand: its own, those of a clause like it in another standard, or the usual ones."""
    asked = [(standard, gap.clause.key), *gap.clause.clause.like.items()]
    known = [(shelf.remedies[name], clause) for name, clause in asked if name in shelf.remedies]
    for library, clause in known:
        if found := library.of(clause):
            return library, library.same.get(clause, clause), found
    return (known[0][0], "usual", known[0][0].usual) if known else (None, "", {})


def _is_for(row: Step, proposal: Proposal, head: Assessment) -> bool:
    """Whether a step is this very item: still to be done, or planned once because of the same assessment, whatever became of it."""
    if row.item is None or row.item.remedy != proposal.place:
        return False
    origin = row.item.origin
    same = (origin.standard, origin.clause) == (head.standard, proposal.gap.clause.key)
    return same and (row.state not in ENDED or origin.assessment == head.key)
