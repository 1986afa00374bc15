"""The field's words as closed lists (glossary: docs/glossary.md). One word per idea."""

from enum import StrEnum

LARGEST_ID = 2**31 - 1  # rows are numbered from 1; no database of ours takes a larger number


class Role(StrEnum):
    """What a person is at a site. Everyone has exactly one."""

    ADMINISTRATOR = "administrator"  # 管理员
    SUPERVISOR = "supervisor"  # 科长/处领导
    COORDINATOR = "coordinator"  # 企业协调员
    LIAISON = "liaison"  # 企业联络员
    SECRETARY = "secretary"  # 联席会议秘书
    SITE_LEAD = "site_lead"  # 示范点负责人
    POLICY = "policy"  # 政策岗
    DEPARTMENT = "department"  # 成员单位
    ENTERPRISE = "enterprise"  # 企业联系人
    HOST = "host"  # the operator at the command line: every site
    CLOCK = "clock"  # the program itself


class CaseStatus(StrEnum):
    """Where a case stands as a whole."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class StepState(StrEnum):
    """A step's life: planned, open, perhaps submitted, then one of the three ends."""

    PLANNED = "planned"
    OPEN = "open"
    SUBMITTED = "submitted"
    DONE = "done"
    WAIVED = "waived"
    DROPPED = "dropped"


LIVE = frozenset({StepState.OPEN, StepState.SUBMITTED})
ENDED = frozenset({StepState.DONE, StepState.WAIVED, StepState.DROPPED})


class Need(StrEnum):
    """What a step means for its stage.

    required: opens by itself, the gate waits for it. optional: a person starts it; once open the gate waits for it.
    neutral: opens by itself, the gate never waits for it.
    """

    REQUIRED = "required"
    OPTIONAL = "optional"
    NEUTRAL = "neutral"


class Unit(StrEnum):
    """What a term counts in. Never assumed: every term names its own."""

    WORKDAYS = "workdays"  # 工作日, by the working calendar
    DAYS = "days"  # 日, calendar days
    MONTHS = "months"
    YEARS = "years"


class Standing(StrEnum):
    """How sure a fact of the rulebook is."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"  # 待核


class Tier(StrEnum):
    """Which of a step's two dates is meant; the target is never later than the law."""

    TARGET = "target"
    STATUTORY = "statutory"


class Overdue(StrEnum):
    """In which way an open case is late."""

    STAGE = "stage"
    TARGET = "target"
    STATUTORY = "statutory"
    PROMISE = "promise"


class Subject(StrEnum):
    """What a watch waits for."""

    TARGET = "target"  # a step's target date
    STATUTORY = "statutory"  # a step's statutory date
    STAGE = "stage"  # the stage's own limit
    RESUME = "resume"  # a suspended case is expected back
    POOL = "pool"  # a pooled enterprise is to be looked at again
    STILLNESS = "stillness"  # a case does not move
    PROMISE = "promise"  # somebody promised a day
    ASKED = "asked"  # a department was asked just now
    ANSWER = "answer"  # a party was asked and is to answer
    RETURNED = "returned"  # a step came back from review
    ENDED = "ended"  # a case ended by itself
    WINDOW = "window"  # the day to apply has moved on, and the plan is to be looked at
    APPROVAL = "approval"  # a plan was submitted, and somebody is to decide; or it came back
    MOVED = "moved"  # a case goes by other definitions
    EVIDENCE = "evidence"  # a paper is good up to a day
    PROBLEM = "problem"  # an enterprise's problem waits for its answer, or for the enterprise's word on it
    COMMITMENT = "commitment"  # what a department committed itself to in a memorandum
    ABSENCE = "absence"  # somebody goes away, or comes back
    ALARM = "alarm"  # the program itself needs somebody


class Priority(StrEnum):
    """How much attention a case is to get before others."""

    NORMAL = "normal"
    HIGH = "high"


class Consequence(StrEnum):
    """What else happens when a rung is reached; the clock does it as an ordinary act."""

    RAISE_PRIORITY = "raise_priority"
    PUT_ON_AGENDA = "put_on_agenda"  # of the next joint meeting
    HAND_TO_SUPERVISOR = "hand_to_supervisor"  # the step becomes the supervisor's to do


class DeedState(StrEnum):
    """What became of a consequence."""

    OWED = "owed"
    DONE = "done"
    REFUSED = "refused"  # the rule of the act said no
    VOID = "void"  # what it was for was over when it was its turn


class MessageState(StrEnum):
    """The life of one message to one person over one channel."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    SUPPRESSED = "suppressed"  # no longer true when it was its turn
    SUPERSEDED = "superseded"  # a higher rung of the same ladder was owed
    DEAD = "dead"  # given up after the last attempt
    HELD = "held"  # stopped by a person or after a restore


class Channel(StrEnum):
    """How a message reaches a person."""

    INBOX = "inbox"
    EMAIL = "email"
    WECOM = "wecom"  # 企业微信群机器人
    DINGTALK = "dingtalk"  # 钉钉群机器人
    FEISHU = "feishu"  # 飞书群机器人
    WEBHOOK = "webhook"  # a signed request to a system of one's own
    APPRISE = "apprise"  # the long tail


ADDRESSED = tuple(channel for channel in Channel if channel is not Channel.INBOX)
"""The channels that need an address; the inbox is inside the house."""
UNCONFIRMED = frozenset({Channel.APPRISE})
"""Channels that take a letter without telling whether the receiver did."""


CUSTOMS = "customs"  # the ball is with us
ENTERPRISE = "enterprise"  # the ball is with the enterprise
NOBODY = "nobody"  # the clock is stopped for everybody: the case is suspended
