"""Weak clauses (常见薄弱条款): what the last closed assessments of a site's cases took points off for, the most frequent first."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select

from models.people import Scope
from store.scopes import within
from store.tables import assessment, case, clause_answer


@dataclass(frozen=True, slots=True)
class WeakClause:
    """One clause of a standard: in how many cases it was rated so, of how many that were asked."""

    standard: str
    clause: str
    ratings: dict[str, int]
    asked: int


def rated(standard: str, clause: str, ratings: Collection[str]) -> Select[tuple[int]]:
    """The cases whose last closed assessment by ``standard`` rated the clause so."""
    last = (
        select(func.max(assessment.c.id))
        .where(assessment.c.state == "closed", assessment.c.standard == standard)
        .group_by(assessment.c.case_id)
    )
    of_clause = (clause_answer.c.clause == clause, clause_answer.c.rating.in_(sorted(ratings)))
    found = select(assessment.c.case_id).join(clause_answer, clause_answer.c.assessment_id == assessment.c.id)
    return found.where(assessment.c.id.in_(last), *of_clause)


def weak_clauses(tx: Connection, scope: Scope, standard: str) -> list[WeakClause]:
    """How the clauses of ``standard`` were rated in the last closed assessment of each case in ``scope``, in no order."""
    last = (
        select(func.max(assessment.c.id).label("id"))
        .join(case, case.c.id == assessment.c.case_id)
        .where(assessment.c.state == "closed", assessment.c.standard == standard, within(case.c.site, scope))
        .group_by(assessment.c.case_id)
        .subquery()
    )
    counted = (
        select(clause_answer.c.clause, clause_answer.c.rating, func.count())
        .join(last, last.c.id == clause_answer.c.assessment_id)
        .where(clause_answer.c.rating != "")
        .group_by(clause_answer.c.clause, clause_answer.c.rating)
    )
    found: dict[str, dict[str, int]] = {}
    for clause, rating, count in tx.execute(counted):
        found.setdefault(clause, {})[rating] = count
    return [WeakClause(standard, clause, ratings, sum(ratings.values())) for clause, ratings in found.items()]
