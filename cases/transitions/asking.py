"""Asking an outside party (征询): it accepts or rejects, answers, or is asked no more. The ball changes hands meanwhile, the clock
stops."""

from collections.abc import Iterable, Iterator
from typing import Literal

from cases import clocks, parties
from cases.acts import Ask
from cases.bounds import out_of_bounds
from cases.deadlines import shift
from cases.draft import Draft
from cases.naming import about_step
from cases.occasion import Occasion
from models.acts import Input
from models.casefile import CaseFile, Question
from models.changes import AnswerRecorded, BallPassed, PartyAsked, QuestionAccepted, QuestionEnded
from models.refusals import Reason
from models.terms import Event
from models.vocabulary import CUSTOMS

_CAUSES = {"rejected": "reject-question", "revoked": "revoke-question"}


def ask_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """One question at a time."""
    row = casefile.step(key)
    if row and row.question:
        yield about_step("question.open", casefile, key, **parties.named(casefile, row.question.party))


def ask_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Whom, what, and by when; a day left out means as long as the process gives. Put in a letter, its number."""
    called = casefile.process.parties
    whom = Input("party", "choice", choices=parties.outside(casefile), labels=called)
    return (whom, Input("question"), Input("answer_by", "date", required=False), Input("document", required=False))


def problem_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The same, and the problem the step waits for."""
    return (*ask_inputs(casefile, key), Input("problem"))


def ask_check(ask: Ask) -> Iterable[Reason]:
    """Nobody is to have answered already."""
    return out_of_bounds("ask-party", "answer_by", ask)


def ask_party(draft: Draft, ask: Ask) -> None:
    """The ball goes to the party and the clock stops; a clock that counts from the question starts anew instead."""
    key, party = ask.step, ask.values["party"]
    by = ask.values.get("answer_by") or shift(draft.today, draft.casefile.process.answer, draft.calendar)
    text = ask.values["question"]
    more = {name: ask.values[name] for name in ("problem", "document") if name in ask.values}
    draft.add(PartyAsked(step=key, party=party, question=text, asked_on=draft.today, answer_by=by, **more))
    _pass_ball(draft, key, party)
    clocks.stop(draft, key, cause="ask-party")
    _start_what_counts_from_it(draft, key)


def answer_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Somebody was asked."""
    row = casefile.step(key)
    if row and not row.question:
        yield about_step("question.none", casefile, key)


def accept_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Somebody was asked, and has not said so already."""
    yield from answer_objections(casefile, key, occasion)
    row = casefile.step(key)
    if row and row.question and row.question.accepted_on:
        yield about_step("question.accepted", casefile, key, on=row.question.accepted_on)


def accept_question(draft: Draft, ask: Ask) -> None:
    """The party says that it is theirs (受理): nothing else changes, but everybody knows."""
    question = _question(draft, ask.step)
    draft.add(QuestionAccepted(step=ask.step, party=question.party, accepted_on=draft.today))


def reject_question(draft: Draft, ask: Ask) -> None:
    """The party says why it is not theirs (退回): customs has the ball again."""
    _end(draft, ask.step, "rejected")


def revoke_question(draft: Draft, ask: Ask) -> None:
    """Customs asks no more (撤回征询), and says why."""
    _end(draft, ask.step, "revoked")


def _end(draft: Draft, key: str, how: Literal["rejected", "revoked"]) -> None:
    question = _question(draft, key)
    draft.add(QuestionEnded(step=key, party=question.party, how=how, ended_on=draft.today))
    _come_back(draft, key, question, cause=_CAUSES[how])


def answer_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What they said."""
    return (Input("answer"),)


def record_answer(draft: Draft, ask: Ask) -> None:
    """The ball comes back to customs and the real days are credited; in a suspended case the clock still stands."""
    question, said = _question(draft, ask.step), ask.values["answer"]
    draft.add(AnswerRecorded(step=ask.step, party=question.party, answer=said, answered_on=draft.today))
    _come_back(draft, ask.step, question, cause="record-answer")


def _question(draft: Draft, key: str) -> Question:
    question = draft.step(key).question
    assert question is not None  # an objection otherwise
    return question


def _come_back(draft: Draft, key: str, question: Question, *, cause: str) -> None:
    _pass_ball(draft, key, CUSTOMS)
    clocks.answered(draft, key, question.asked_on, cause=cause)


def _pass_ball(draft: Draft, key: str, to: str) -> None:
    before = draft.step(key).holder
    if before != to:
        draft.add(BallPassed(step=key, before=before, to=to, passed_on=draft.today))


def _start_what_counts_from_it(draft: Draft, key: str) -> None:
    """A new question is a new period: nothing of the last one is left."""
    parts = {}
    for tier in clocks.TIERS:
        clock = clocks.clock_of(draft.casefile, key, tier)
        if clock and clock.term.anchor.event is Event.ASKED:
            parts[tier] = {"anchor_on": draft.today, **clocks.ANEW}
    clocks.redate(draft, key, parts, cause="ask-party")
