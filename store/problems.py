"""The register of problems: keeping them with their history and their links, finding them again."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select, update

from models.people import Scope
from models.problems import LIVE, Answer, AnswerKind, Entry, Link, Problem, ProblemState
from models.refusals import Missing, Reason
from store.locks import lock
from store.pages import Page, page, read_cursor
from store.scopes import within
from store.search import matches, normalised
from store.tables import case, enterprise, problem, problem_entry, problem_link

NO_CHAPTER = "-"  # about no goods
_JOINED = ("uscc", "enterprise", "answer", "links")
_COLUMNS = tuple(one.name for one in fields(Problem) if one.name not in _JOINED)
_ANSWER = ("answer", "answer_kind", "answered_on", "answered_by")
_PROBLEMS = select(
    problem.c.id,
    *(problem.c[name] for name in (*_COLUMNS, *_ANSWER)),
    enterprise.c.uscc,
    enterprise.c.name.label("enterprise"),
).join(enterprise)
_ENTERPRISE_ID = select(enterprise.c.id)


def next_no(tx: Connection, site: str, year: int) -> str:
    """The next free number of the site and year, e.g. RZ-2026-W0031; ours until this transaction ends."""
    prefix = f"{site}-{year}-W"
    lock(tx, f"problem {prefix}")
    last = tx.execute(select(func.max(problem.c.no)).where(problem.c.no.startswith(prefix, autoescape=True))).scalar()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04}"


def add(tx: Connection, one: Problem, entry: Entry) -> None:
    """Keep a new problem and the first line of its history."""
    of_enterprise = (enterprise.c.site == one.site, enterprise.c.uscc == one.uscc)
    enterprise_id = tx.execute(_ENTERPRISE_ID.where(*of_enterprise)).scalar_one()
    values = _values(one) | {"enterprise_id": enterprise_id}
    id = int(tx.execute(insert(problem).values(**values).returning(problem.c.id)).scalar_one())
    _write_links(tx, id, one.links)
    _tell(tx, id, entry)


def write(tx: Connection, one: Problem, entry: Entry) -> None:
    """The problem as it is now, and what its history says of that. Ask under its lock."""
    id = int(
        tx.execute(
            update(problem).where(problem.c.no == one.no).values(**_values(one)).returning(problem.c.id)
        ).scalar_one()
    )
    _write_links(tx, id, one.links)
    _tell(tx, id, entry)


def hold(tx: Connection, no: str) -> Problem:
    """The problem, which nobody else changes before the transaction ends. Raises Missing."""
    tx.execute(select(problem.c.id).where(problem.c.no == no).with_for_update())
    return get(tx, no)


def get(tx: Connection, no: str) -> Problem:
    """The problem. Raises Missing."""
    found = _read(tx, _PROBLEMS.where(problem.c.no == no))
    if not found:
        raise Missing(Reason("problem.missing", {"no": no}))
    return found[0]


def history(tx: Connection, no: str) -> list[Entry]:
    """What happened to it, the last thing first."""
    columns = (problem_entry.c[one.name] for one in fields(Entry))
    rows = tx.execute(select(*columns).join(problem).where(problem.c.no == no).order_by(problem_entry.c.id.desc()))
    return [Entry(**row) for row in rows.mappings()]


class Filters(TypedDict, total=False):
    """What a list is narrowed to; left out or empty: not narrowed. ``late``: open after its day; ``live``: not over."""

    state: str
    department: str
    topic: str
    chapter: str
    handler: str
    uscc: str
    search: str
    late: bool
    live: bool


def listing(
    tx: Connection,
    scope: Scope,
    today: date,
    *,
    cursor: str | None = None,
    limit: int = 50,
    **filters: Unpack[Filters],
) -> Page[Problem]:
    """The problems of ``scope`` that fit every filter given, the newest first."""
    statement = _PROBLEMS.where(within(problem.c.site, scope), *_wanted(today, **filters))
    if cursor is not None:
        statement = statement.where(problem.c.id < read_cursor(cursor, int)[0])
    rows = tx.execute(statement.order_by(problem.c.id.desc()).limit(limit + 1)).mappings().all()
    found = page(rows, limit, key=lambda row: (row["id"],))
    return Page(tuple(_made(tx, found.items)), found.next)


def count(tx: Connection, scope: Scope, today: date, **filters: Unpack[Filters]) -> int:
    """How many problems of ``scope`` fit every filter given."""
    joined = select(func.count()).select_from(problem.join(enterprise))
    return int(tx.execute(joined.where(within(problem.c.site, scope), *_wanted(today, **filters))).scalar_one())


def since(tx: Connection, scope: Scope, moment: datetime) -> list[Problem]:
    """Every problem of ``scope`` asked at ``moment`` or later; what patterns and rates are made from."""
    asked = (within(problem.c.site, scope), problem.c.asked_at >= moment)
    return _read(tx, _PROBLEMS.where(*asked).order_by(problem.c.id))


def open_ones(tx: Connection, scope: Scope, *, limit: int) -> list[Problem]:
    """The problems of ``scope`` that wait for their answer, the newest first."""
    waiting = (within(problem.c.site, scope), problem.c.state == ProblemState.OPEN)
    return _read(tx, _PROBLEMS.where(*waiting).order_by(problem.c.id.desc()).limit(limit))


def asked_of(tx: Connection, site: str, department: str) -> list[Problem]:
    """What waits for the answer of a department at a site, the earliest day first."""
    waiting = (problem.c.site == site, problem.c.department == department, problem.c.state == ProblemState.OPEN)
    return _read(tx, _PROBLEMS.where(*waiting, problem.c.referred_on.is_not(None)).order_by(problem.c.due_on))


def of_case(tx: Connection, no: str) -> list[Problem]:
    """The problems that stand, or stood, in the way of a case, the newest first."""
    linked = select(problem_link.c.problem_id).join(case).where(case.c.no == no)
    return _read(tx, _PROBLEMS.where(problem.c.id.in_(linked)).order_by(problem.c.id.desc()))


def _wanted(
    today: date,
    *,
    state: str = "",
    department: str = "",
    topic: str = "",
    chapter: str = "",
    handler: str = "",
    uscc: str = "",
    search: str = "",
    late: bool = False,
    live: bool = False,
) -> Iterator[ColumnElement[bool]]:
    equal = {"state": state, "department": department, "topic": topic, "handler": handler}
    yield from (problem.c[name] == value for name, value in equal.items() if value)
    if chapter:
        yield problem.c.chapter == ("" if chapter == NO_CHAPTER else chapter)
    if uscc:
        yield enterprise.c.uscc == uscc
    if late:
        yield problem.c.state == ProblemState.OPEN
        yield problem.c.due_on < today
    if live:
        yield problem.c.state.in_(LIVE)
    if search.strip():
        by_no = problem.c.no.contains(search.strip().upper(), autoescape=True)
        yield or_(matches(problem.c.search, search), matches(enterprise.c.search, search), by_no)


def _values(one: Problem) -> dict[str, Any]:
    answer = one.answer
    said = {
        "answer": answer.text if answer else "",
        "answer_kind": str(answer.kind) if answer else "",
        "answered_on": answer.on if answer else None,
        "answered_by": answer.by if answer else "",
    }
    return {name: getattr(one, name) for name in _COLUMNS} | said | {"search": normalised(one.text)}


def _write_links(tx: Connection, id: int, links: Iterable[Link]) -> None:
    """The links as they are now: there are a handful."""
    tx.execute(delete(problem_link).where(problem_link.c.problem_id == id))
    wanted = {one.case for one in links}
    found = tx.execute(select(case.c.no, case.c.id).where(case.c.no.in_(wanted)))
    ids = {row.no: row.id for row in found}
    rows = [{"problem_id": id, "case_id": ids[one.case], "step": one.step} for one in links]
    if rows:
        tx.execute(insert(problem_link), rows)


def _tell(tx: Connection, id: int, entry: Entry) -> None:
    values = {one.name: getattr(entry, one.name) for one in fields(Entry)} | {"values": dict(entry.values)}
    tx.execute(insert(problem_entry), values | {"problem_id": id})


def _read(tx: Connection, statement: Select[Any]) -> list[Problem]:
    return list(_made(tx, tx.execute(statement).mappings().all()))


def _made(tx: Connection, rows: Collection[Any]) -> Iterator[Problem]:
    links = _links(tx, [row["id"] for row in rows])
    for row in rows:
        said = {name: row[name] for name in (*_COLUMNS, "uscc", "enterprise")}
        kind, on = row["answer_kind"], row["answered_on"]
        answer = Answer(AnswerKind(kind), row["answer"], on, row["answered_by"]) if on else None
        yield Problem(**said, answer=answer, links=links.get(row["id"], ()))


def _links(tx: Connection, ids: Collection[int]) -> Mapping[int, tuple[Link, ...]]:
    found: dict[int, tuple[Link, ...]] = {}
    columns = (problem_link.c.problem_id, case.c.no, problem_link.c.step)
    wanted = select(*columns).join(case).where(problem_link.c.problem_id.in_(ids)).order_by(problem_link.c.id)
    for id, no, step in tx.execute(wanted):
        found[id] = (*found.get(id, ()), Link(no, step))
    return found
