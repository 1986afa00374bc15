"""The plan (一企一策方案): what each step is in it for, its revisions, and whether somebody approved them (docs/decisions/0015)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.definitions import Text
from models.vocabulary import Role, StepState


class Why(StrEnum):
    """What puts a step into a plan."""

    PROCESS = "process"  # 流程规定
    GAP = "gap"  # 差距: a clause that lost points
    FINDING = "finding"  # 发现问题
    MEETING = "meeting"  # 会议决定
    JUDGEMENT = "judgement"  # 协调员判断


@dataclass(frozen=True, slots=True)
class Origin:
    """Why a step is in the plan: for a gap the ``clause`` of ``standard`` and the ``assessment`` that showed it; for a finding its
    key in ``said``, with its clause if it has one; for a decision which meeting, for a judgement what was judged."""

    why: Why
    clause: str = ""
    standard: str = ""
    assessment: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What the plan says of a step that the process does not have.

    ``enterprise`` is who does it there (``by`` of the step is who sees to it at the customs), ``evidence`` the kinds it is done
    with. ``title`` is the step's in both languages where it came from the library, ``remedy`` its place there: ``12.statements``.
    """

    origin: Origin
    title: Text | None = None
    enterprise: Text | None = None
    evidence: tuple[str, ...] = ()
    remedy: str = ""


class PlanState(StrEnum):
    """How far a revision of a plan is."""

    NONE = "none"  # nobody has put anything into the plan yet
    DRAFT = "draft"
    SUBMITTED = "submitted"  # it waits for somebody's decision
    APPROVED = "approved"
    RETURNED = "returned"  # changes are wanted; it may also be submitted as it is, with an explanation
    REFUSED = "refused"  # it is not to be submitted again unless amended


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a revision: by whom, for whom if that was somebody else, when, and in which words."""

    by: str
    on: date
    capacity: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a plan. It holds no items: they are the case's steps as of ``version``, the case's version it came with.

    ``asked`` is how often it was submitted.
    """

    number: int
    version: int
    on: date
    by: str
    reason: str
    capacity: str = ""  # for whom, if that was somebody else
    state: PlanState = PlanState.DRAFT
    submitted: Decision | None = None
    asked: int = 0
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One line of a plan as people read it: a step that is a row, or one to come. Worked out, never stored.

    ``origins`` are all it is for, the process's own demand included; ``by`` and ``assignee`` see to it at the customs, ``holder``
    has the ball, ``enterprise`` does it there. ``due_on`` is the target, ``was_due_on`` the day that was chosen first, if another.
    ``reason`` says why it was waived or dropped.
    """

    key: str
    of: str
    stage: str
    round: int
    title: Text
    origins: tuple[Origin, ...]
    state: StepState
    by: Role
    holder: str
    assignee: str | None = None
    enterprise: Text | None = None
    evidence: tuple[str, ...] = ()
    remedy: str = ""
    element: str = ""
    due_on: date | None = None
    statutory_due_on: date | None = None
    provisional: bool = False
    unconfirmed: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
