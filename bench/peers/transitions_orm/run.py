"""By hand with a library for state machines: `transitions` guards each step, SQLAlchemy's ORM keeps everything.

The machine knows one transition; loading, who may, successors, joins, the stages, due dates, reminders and the audit trail are
written around it, in one durable transaction per completion, as an application would.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, create_engine, event, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from transitions import Machine

from bench.script import AFTER, FAILED, STAGES, STEP_WORKDAYS, key, script

OWNER = "lin"
FIRST = date(2026, 7, 6)


class Base(DeclarativeBase):
    """The tables."""


class Case(Base):
    """One case; its version is raised with every change, and checked."""

    __tablename__ = "case"
    id: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    stage: Mapped[str]
    stay: Mapped[int]
    moved_on: Mapped[date]
    version: Mapped[int] = mapped_column()
    steps: Mapped[list["Step"]] = relationship(back_populates="case")
    __mapper_args__ = {"version_id_col": version}


class Step(Base):
    """One step that was opened, with its due day and its next reminder."""

    __tablename__ = "step"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    key: Mapped[str]
    state: Mapped[str]
    owner: Mapped[str]
    due_on: Mapped[date]
    remind_on: Mapped[date | None]
    case: Mapped[Case] = relationship(back_populates="steps")
    __table_args__ = (Index("ix_step_remind", "remind_on", sqlite_where=text("state = 'open'")),)


class Audit(Base):
    """Who did what when."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[str]


MACHINE = Machine(
    model=None,
    states=["open", "done"],
    transitions=[{"trigger": "complete", "source": "open", "dest": "done", "conditions": "is_mine"}],
    auto_transitions=False,
)


class Guard:
    """What the machine moves."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def is_mine(self) -> bool:
        """Whether the actor may."""
        return self._step.owner == OWNER


def complete(session: Session, no: str, name: str, today: date) -> None:
    """Load, guard, close, open what follows or move on to the next stage, write it down, commit."""
    case = session.scalars(select(Case).where(Case.no == no)).one()
    open_steps = session.scalars(select(Step).where(Step.case_id == case.id, Step.state == "open")).all()
    step = next(one for one in open_steps if one.key == name)
    guard = Guard(step)
    MACHINE.add_model(guard, initial=step.state)
    guard.complete()  # type: ignore[attr-defined]
    step.state, step.remind_on = guard.state, None  # type: ignore[attr-defined]
    MACHINE.remove_model(guard)
    others = {one.key[2] for one in open_steps if one is not step}
    if not others:
        follow(session, case, name[2], today)
    case.moved_on = today
    session.add(Audit(case_id=case.id, at=datetime.now(UTC), actor=OWNER, what=f"complete {name}"))
    session.commit()


def follow(session: Session, case: Case, letter: str, today: date) -> None:
    """Open the successors; after the last step leave the stage, backwards once."""
    for following in [one for one, after in AFTER.items() if letter in after]:
        open_step(session, case, following, today)
    if letter != "f":
        return
    if (case.stage, case.stay) == FAILED:
        case.stay = 2
    elif case.stage == STAGES[-1]:
        case.status = "closed"
        return
    else:
        case.stage, case.stay = STAGES[STAGES.index(case.stage) + 1], 1
    open_step(session, case, "a", today)


def open_step(session: Session, case: Case, letter: str, today: date) -> None:
    """A step with its due day and its first reminder."""
    due = workdays_after(today, STEP_WORKDAYS)
    name = key(case.stage, letter, case.stay)
    session.add(Step(case=case, key=name, state="open", owner=OWNER, due_on=due, remind_on=workdays_after(due, -3)))


def workdays_after(day: date, number: int) -> date:
    """Weekdays alone: no holidays here."""
    one = timedelta(days=1 if number > 0 else -1)
    while number:
        day += one
        number -= (1 if one.days > 0 else -1) if day.weekday() < 5 else 0
    return day


def opened(path: str, cases: int) -> Session:
    """The file, durable as ours, with its cases."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, _record: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    Base.metadata.create_all(engine)
    session = Session(engine, expire_on_commit=False)
    for number in range(cases):
        case = Case(no=f"RZ-{number:04}", status="open", stage="s1", stay=1, moved_on=FIRST)
        session.add(case)
        open_step(session, case, "a", FIRST)
    session.commit()
    return session


def errands(cases: int) -> Iterator[tuple[str, str, date]]:
    """Step k of every case before step k+1 of any; leaving a stage is part of its last completion here."""
    for position, move in enumerate(move for move in script() if move.step):
        for number in range(cases):
            yield f"RZ-{number:04}", move.step, workdays_after(FIRST, position + 1)


def main() -> None:
    """Do as many errands as each line says; answer with their seconds."""
    path, cases = sys.argv[1], int(sys.argv[2])
    session, todo = opened(path, cases), errands(cases)
    for line in sys.stdin:
        if line.strip() == "check":
            closed = session.scalar(select(func.count()).select_from(Case).where(Case.status == "closed"))
            done = session.scalar(select(func.count()).select_from(Audit))
            print(json.dumps({"closed": closed, "done": done}), flush=True)
            continue
        taken = []
        for _ in range(int(line)):
            no, name, today = next(todo)
            begun = time.perf_counter()
            with Session(session.get_bind()) as fresh:
                complete(fresh, no, name, today)
            taken.append(time.perf_counter() - begun)
        print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main()
