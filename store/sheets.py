"""Sheets (评估底稿): what was answered in a case's assessments, loaded only for those who look into them (docs/decisions/0008)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from models.assessment import Assessment, AssessmentKind, AssessmentState, ClauseAnswer, Sheet, Shelf
from models.casefile import CaseFile
from models.definitions import MappingDefinition, RemediesDefinition, StandardDefinition
from models.definitions.mapping import StandardMapping
from models.people import Scope
from store import definitions
from store.scopes import within
from store.tables import assessment, case, clause_answer, enterprise

_HEADS = select(assessment).where(assessment.c.case_id == bindparam("case_id")).order_by(assessment.c.id)
_ANSWERS = (
    select(assessment.c.key, clause_answer)
    .join(assessment, assessment.c.id == clause_answer.c.assessment_id)
    .where(assessment.c.case_id == bindparam("case_id"))
    .order_by(clause_answer.c.id)
)
_CHANGE = update(assessment).where(
    assessment.c.case_id == bindparam("of_case"), assessment.c.key == bindparam("of_key")
)
_CASE_ID = select(case.c.id).where(case.c.no == bindparam("no"))
_ANSWER: TypeAdapter[ClauseAnswer] = TypeAdapter(ClauseAnswer)


def with_sheets(tx: Connection, casefile: CaseFile) -> CaseFile:
    """The case with the sheets of all its assessments: two statements more, none for a case without assessments."""
    if not casefile.assessments:
        return casefile
    return replace(casefile, sheets=tuple(_sheets(tx, tx.execute(_CASE_ID, {"no": casefile.no}).scalar_one())))


def shelf(tx: Connection, casefile: CaseFile) -> Shelf:
    """The standards the case is assessed by, those of its regime that are in force, and every remedy library."""
    in_force = {
        key: digest
        for key, digest in definitions.hashes_in_force(tx, "standard").items()
        if key in casefile.regime.standards
    }
    hashes = {*in_force.values(), *(one.standard_hash for one in casefile.assessments)}
    by_hash = {one: cast(StandardDefinition, definitions.get(tx, "standard", one)) for one in hashes}
    remedies = cast(dict[str, RemediesDefinition], definitions.in_force(tx, "remedies"))
    older = {one.standard for one in casefile.assessments} - set(casefile.regime.standards)
    return Shelf(by_hash, in_force, remedies, _mapped(tx, casefile.regime.regime) if older else {})


def _mapped(tx: Connection, regime: str) -> Mapping[str, StandardMapping]:
    """What became of the clauses of older standards under this regime."""
    mappings = (cast(MappingDefinition, one) for one in definitions.in_force(tx, "mapping").values())
    return {key: one for mapping in mappings if mapping.to == regime for key, one in mapping.standards.items()}


def last_closed(tx: Connection, scope: Scope, uscc: str, kind: AssessmentKind) -> tuple[str, str] | None:
    """Case and key of the assessment of this kind that was closed last for an enterprise, over all its cases in ``scope``."""
    found = (
        select(case.c.no, assessment.c.key)
        .join(case, case.c.id == assessment.c.case_id)
        .join(enterprise, enterprise.c.id == case.c.enterprise_id)
        .where(enterprise.c.uscc == uscc, within(case.c.site, scope), assessment.c.kind == kind)
        .where(assessment.c.state == AssessmentState.CLOSED)
        .order_by(assessment.c.closed_on.desc(), assessment.c.id.desc())
        .limit(1)
    )
    row = tx.execute(found).first()
    return (row.no, row.key) if row else None


def write(tx: Connection, case_id: int, before: CaseFile | None, after: CaseFile) -> None:
    """Write the heads, sheets and answers that differ."""
    known = {one.key: one for one in before.assessments} if before else {}
    sheets_before = {one.assessment: one for one in before.sheets} if before else {}
    for head in after.assessments:
        sheet = after.sheet(head.key)
        if head != known.get(head.key) or sheet != sheets_before.get(head.key):
            _write_head(tx, case_id, head, sheet, is_new=head.key not in known)
        if sheet:
            _write_answers(tx, case_id, sheet, sheets_before.get(head.key))


def differences(tx: Connection, case_id: int, told: CaseFile) -> list[str]:
    """Where the rows say something else than ``told``: ``self-1.total``, ``self-1/12.rating``."""
    rows = {row["key"]: row for row in tx.execute(_HEADS, {"case_id": case_id}).mappings()}
    found: list[str] = []
    for head in told.assessments:
        stored, values = rows.pop(head.key, None), _head_values(head, told.sheet(head.key))
        found += [f"{head.key}.{name}" for name, value in values.items() if stored is None or stored[name] != value]
    answers = {(one.assessment, key): answer for one in told.sheets for key, answer in one.answers.items()}
    stored_answers = {
        (sheet.assessment, key): one for sheet in _sheets(tx, case_id) for key, one in sheet.answers.items()
    }
    wrong = [key for key in {*answers, *stored_answers} if answers.get(key) != stored_answers.get(key)]
    return [*found, *rows, *sorted("/".join(key) for key in wrong)]


def _sheets(tx: Connection, case_id: int) -> Iterable[Sheet]:
    answers: dict[str, dict[str, ClauseAnswer]] = defaultdict(dict)
    for row in tx.execute(_ANSWERS, {"case_id": case_id}).mappings():
        answers[row["key"]][row["clause"]] = _ANSWER.validate_python(
            {"clause": row["clause"], "rating": row["rating"], **row["detail"]}
        )
    for row in tx.execute(_HEADS, {"case_id": case_id}).mappings():
        detail = row["detail"]
        yield Sheet(row["key"], tuple(detail["clauses"]), answers[row["key"]], detail.get("figures", {}))


def _head_values(head: Assessment, sheet: Sheet | None) -> dict[str, Any]:
    values = {
        "key": head.key,
        "kind": head.kind,
        "state": head.state,
        "standard": head.standard,
        "standard_hash": head.standard_hash,
        "opened_on": head.opened_on,
        "closed_on": head.closed_on,
        "total": head.total,
        "passed": head.passed,
    }
    detail = {"clauses": list(sheet.clauses), "figures": dict(sheet.figures)} if sheet else None
    return values | ({"detail": detail} if detail else {})


def _write_head(tx: Connection, case_id: int, head: Assessment, sheet: Sheet | None, *, is_new: bool) -> None:
    values = _head_values(head, sheet)
    if is_new:
        tx.execute(insert(assessment), values | {"case_id": case_id})
    else:
        tx.execute(_CHANGE.values(values), {"of_case": case_id, "of_key": head.key})


def _write_answers(tx: Connection, case_id: int, sheet: Sheet, before: Sheet | None) -> None:
    known = before.answers if before else {}
    changed = [one for key, one in sheet.answers.items() if one != known.get(key)]
    if not changed:
        return
    where = select(assessment.c.id).where(assessment.c.case_id == case_id, assessment.c.key == sheet.assessment)
    assessment_id = tx.execute(where).scalar_one()
    given = {one.clause for one in changed if one.clause in known}
    if given:
        tx.execute(
            delete(clause_answer).where(
                clause_answer.c.assessment_id == assessment_id, clause_answer.c.clause.in_(given)
            )
        )
    tx.execute(insert(clause_answer), [_answer_values(one) | {"assessment_id": assessment_id} for one in changed])


def _answer_values(answer: ClauseAnswer) -> dict[str, Any]:
    detail = _ANSWER.dump_python(answer, mode="json", exclude_defaults=True)
    return {"clause": detail.pop("clause"), "rating": detail.pop("rating", ""), "detail": detail}
