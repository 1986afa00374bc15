"""Processes (流程): stages, steps, gates and outcomes of one kind of case.

How a process reads is shown by ``rulebook/processes/aeo-advanced.yaml``.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from models.definitions.base import Definition, Key, Name, Strict, Text
from models.definitions.condition import WrittenCondition
from models.definitions.standard import Rhythm
from models.misfit import misfit
from models.recurrence import WrittenRule
from models.terms import Length, WrittenAnchor, WrittenLength, WrittenTerm
from models.vocabulary import CUSTOMS, Need, Role, Standing, Unit


class Extension(Strict):
    """How far a deadline may be moved: ``by`` each time, ``times`` at most, with whose approval. ``by`` is a length of its own."""

    by: WrittenLength
    times: Annotated[int, Field(ge=1)] = 1
    approved_by: Role = Role.SUPERVISOR


class Statutory(Strict):
    """The date the law sets. Either a whole ``term``, or a ``clock`` of the regime and what starts it."""

    term: WrittenTerm | None = None
    clock: Key | None = None
    after: WrittenAnchor | None = None
    extension: Extension | None = None  # of a term; a clock brings its own
    pausable: bool | None = None  # whether questions and suspensions stop it: as the clock says, otherwise no
    ladder: Key = "statutory"
    status: Standing = Standing.CONFIRMED
    source: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> "Statutory":
        if (self.term is None) == (self.clock is None) or (self.clock is None) != (self.after is None):
            raise misfit("term_or_clock")
        return self


class AnswerType(StrEnum):
    """What kind of value an answer takes."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"  # any number of them; the fact is a list
    NAMES = "names"  # of people, with or without an account; the fact is a list


class Answer(Strict):
    """One thing asked for when a step is completed; it becomes a fact of the case under its name.

    Of names there are ``at_least`` so many, each one of those that the answer called ``among`` gave; ``apart``: nobody who coached
    the enterprise (recusal), now or within the time ``apart_for`` before; ``qualified``: each holds a qualification of this kind
    on the day. ``needs``: what must hold before this is the answer, by choice (``yes``, ``no`` of a question with these).
    """

    title: Text
    type: AnswerType = AnswerType.TEXT
    choices: dict[Name, Text] = {}
    required: bool = True
    at_least: Annotated[int, Field(ge=1)] = 1
    among: Name | None = None
    apart: bool = False
    apart_for: WrittenLength | None = None
    qualified: Name | None = None
    needs: dict[Name, tuple[WrittenCondition, ...]] = {}
    milestone: Key | None = None  # a date that is also a milestone, e.g. certified
    columns: tuple[str, ...] = ()  # what else a list of cases to take over may call it

    @model_validator(mode="after")
    def _fits_its_type(self) -> "Answer":
        if (self.type in {AnswerType.CHOICE, AnswerType.CHOICES}) != bool(self.choices):
            raise misfit("choices")
        if self.milestone and self.type is not AnswerType.DATE:
            raise misfit("milestone_date", at=("milestone",))
        if self.type is not AnswerType.NAMES and (self.at_least > 1 or self.among or self.apart or self.qualified):
            raise misfit("names_only", at=("type",))
        if self.apart_for and (not self.apart or self.apart_for.unit is Unit.WORKDAYS):
            raise misfit("apart_for", at=("apart_for",))
        return self


class Repeat(Strict):
    """A step that comes more than once: for each element of a collection of facts; anew when done; or by rule, each occurrence made
    ``ahead`` of its day, whatever became of the one before."""

    for_each: Name | None = None  # a fact that is a list, e.g. business_lines
    when_done: bool = False  # the next one opens as this one is done
    every: WrittenRule | None = None  # counted from entering the stage
    ahead: WrittenLength | None = None
    at_most: Annotated[int, Field(ge=2, le=60)]

    @model_validator(mode="after")
    def _one_of_two(self) -> "Repeat":
        if [bool(self.for_each), self.when_done, bool(self.every)].count(True) != 1:
            raise misfit("repeat")
        if bool(self.ahead) != bool(self.every) or (self.ahead and self.ahead.unit is Unit.WORKDAYS):
            raise misfit("ahead", at=("ahead",))
        return self


class Review(Strict):
    """Which process re-reviews a certificate (复核), and how long before its day that case opens by itself."""

    process: Key
    ahead: WrittenLength

    @model_validator(mode="after")
    def _calendar_time(self) -> "Review":
        if self.ahead.unit is Unit.WORKDAYS:
            raise misfit("ahead", at=("ahead",))
        return self


class CertificateDefinition(Strict):
    """The certificate (证书) a case can bring. It is given as soon as its number and its first day are known.

    ``no`` and ``scope`` are facts, ``valid_from`` and ``review_on`` milestones, ``papers`` the kinds of evidence that prove it;
    ``event`` is what it is to the enterprise's credit. ``renews``: it follows a certificate of the same level.
    """

    no: Name
    valid_from: Key
    review_on: Key | None = None
    scope: Name | None = None
    papers: tuple[Name, ...] = ()
    event: Name
    renews: bool = False
    review: Review | None = None


class StepDefinition(Strict):
    """One step (步骤): who does it, who holds the ball, from when until when, and what it asks for."""

    title: Text
    help: Text | None = None
    by: Role = Role.COORDINATOR
    held_by: str = CUSTOMS
    need: Need = Need.REQUIRED
    after: tuple[Key, ...] = ()  # steps or nested stages that must have ended
    when: tuple[WrittenCondition, ...] = ()  # it applies only if all hold
    term: WrittenTerm | None = None
    statutory: Statutory | None = None
    extension: Extension | None = None  # of the target date
    pausable: bool = True  # of the target date; the law's own stands with `statutory`
    ladder: Key | None = None  # default: the process's
    review_by: Role | None = None  # submitted first, done when accepted
    evidence: tuple[Name, ...] = ()
    recurs: dict[Name, Rhythm] = {}  # of that evidence what is asked for again while the step goes on
    answers: dict[Name, Answer] = {}
    milestone: Key | None = None  # reached when done
    needs: tuple[WrittenCondition, ...] = ()  # it is done only if all hold, however long it has been open
    hands_back: Key | None = None  # a step before it that it can hand back, naming every paper that is missing
    benefit: bool = False  # an entitlement that its holder owes the enterprise, done when the enterprise confirms it
    in_window: bool = False  # an application: done on no day on which the enterprise is barred from applying
    each_round: bool = True  # asked again in a repeated stage
    repeat: Repeat | None = None
    source: str = ""
    status: Standing = Standing.CONFIRMED


class Effect(Strict):
    """What happens by itself on entering or leaving a stage."""

    milestone: Key


class Outcome(Strict):
    """How a stage can end: on ``to`` another stage (backwards is a new round), or by closing the case ``as``."""

    title: Text
    to: Key | None = None
    close: Name | None = None
    gate: tuple[WrittenCondition, ...] | None = None  # instead of the stage's own gate
    by: Role = Role.COORDINATOR
    reason: bool = False  # a reason must be given
    look_again: WrittenLength | None = None  # after closing: ask again then
    event: Name | None = None  # what it is to the enterprise's credit: the regime says what follows, bars too
    bar: Key | None = None  # a bar of the regime that starts with it, where no event tells of it

    @model_validator(mode="after")
    def _one_of_two(self) -> "Outcome":
        if (self.to is None) == (self.close is None):
            raise misfit("to_or_close")
        return self


class StageDefinition(Strict):
    """One stage (阶段), perhaps holding smaller ones, which open when their ``after`` and ``when`` hold.

    More than ``at_most`` open cases of a site in it at once are too many (上限): the board says so, nothing is refused.
    """

    title: Text
    after: tuple[Key, ...] = ()  # nested stages only
    when: tuple[WrittenCondition, ...] = ()  # nested stages only
    term: WrittenTerm | None = None
    statutory: Statutory | None = None
    ladder: Key = "stage"
    coaching: bool = (
        False  # who does its steps coaches the enterprise, and keeps out of what asks for others (Answer.apart)
    )
    at_most: Annotated[int, Field(ge=1, le=100_000)] | None = None
    stillness: Key | None = None  # the ladder of a case that stands still here; default: the process's
    steps: dict[Key, StepDefinition] = {}
    stages: dict[Key, "StageDefinition"] = {}
    gate: tuple[WrittenCondition, ...] = ()
    outcomes: dict[Key, Outcome] = {}
    on_enter: tuple[Effect, ...] = ()
    on_leave: tuple[Effect, ...] = ()

    @model_validator(mode="after")
    def _one_limit(self) -> "StageDefinition":
        if self.term and self.statutory:
            raise misfit("stage_limits", at=("statutory",))
        return self


WITHDRAWN = {"withdrawn": Text(zh="撤回", en="Withdrawn")}


class ProcessDefinition(Definition):
    """One kind of case under one regime."""

    process: Key
    regime: str
    target: Name  # the credit level aimed at
    ladder: Key = "default"
    stillness: Key = "stillness"  # the ladder of a case that does not move
    wording: Key = "default"
    certificate: CertificateDefinition | None = None  # what a case that ends well brings
    papers: dict[Name, Text] = {}  # what each kind of evidence is called
    good_for: dict[Name, WrittenLength] = {}  # how long evidence of a kind is good, unless a day is named
    parties: dict[Name, Text] = {}  # who can have the ball besides customs and the enterprise
    endings: Annotated[dict[Name, Text], Field(min_length=1)] = (
        WITHDRAWN  # how a case ends outside its gates; the first if unsaid
    )
    snooze: WrittenLength = Length(10, Unit.WORKDAYS)  # how far ahead reminders can be put off at most
    answer: WrittenLength = Length(
        10, Unit.WORKDAYS
    )  # how long a party that is asked has to answer, unless a day is named
    promise: WrittenLength = Length(20, Unit.WORKDAYS)  # how far ahead a day can be promised at most
    stages: Annotated[dict[Key, StageDefinition], Field(min_length=1)]
