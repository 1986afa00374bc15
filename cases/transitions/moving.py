"""Moving (换规): to another version, process or regime; back again; and deciding what becomes of answers without a place."""

from collections.abc import Iterator
from dataclasses import replace

from cases.acts import Ask
from cases.draft import Draft
from cases.moving.back import against, then
from cases.moving.back import move_back as back
from cases.moving.planning import move as take
from cases.moving.slip import Verdict, slip
from cases.occasion import Occasion
from cases.transitions.assessing.which import open_ones
from models.acts import Input
from models.assessment import Assessment, ClauseAnswer, Sheet
from models.casefile import CaseFile
from models.changes import AnswerSettled, ClausesAnswered
from models.moving import Stranded
from models.refusals import Reason


def move_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """A process, or ``process@version``; or a regime; neither: the newest version of its own. Whether the decisions were seen."""
    return (
        Input("to", "text", required=False),
        Input("regime", "text", required=False),
        Input("decided", "yes_no", required=False),
    )


def move_check(ask: Ask) -> Iterator[Reason]:
    """There is a destination, nothing stands against it, and what a person has to decide was seen."""
    atlas = ask.occasion.atlas
    if atlas.destination is None:
        yield from atlas.against or (Reason("move.nowhere", {"no": ask.casefile.no}),)
        return
    found = slip(ask.casefile, atlas.destination, ask.occasion)
    if found.stays:
        yield found.stays
    yield from found.against
    if found.verdict is Verdict.NEEDS_DECISION and not ask.values.get("decided"):
        yield from found.decisions
        yield Reason("move.undecided", where="decided")


def move(draft: Draft, ask: Ask) -> None:
    """The case goes by the definitions of its destination."""
    assert ask.occasion.atlas.destination  # checked
    take(draft, ask.occasion.atlas.destination)


def back_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """It was moved, and not too long ago."""
    if casefile.last_move is None:
        yield Reason("move_back.not_moved", {"no": casefile.no})
    elif occasion.today > casefile.last_move.back_until:
        yield Reason("move_back.too_late", {"until": str(casefile.last_move.back_until)})


def back_check(ask: Ask) -> Iterator[Reason]:
    """Nobody has worked on what the move brought."""
    if ask.casefile.last_move:
        yield from against(then(ask.occasion.atlas, ask.casefile))


def move_back(draft: Draft, ask: Ask) -> None:
    """The case goes by its former definitions again."""
    back(draft, then(ask.occasion.atlas, ask.casefile))


def settle_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which answer, and the clause of an assessment that is going on that it belongs to; none: it is let go."""
    return (
        Input("answer", "choice", choices=tuple(one.key for one in casefile.stranded)),
        Input("to", "text", required=False),
    )


def settle_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is an answer without a place."""
    if not casefile.stranded:
        yield Reason("move.none_stranded", {"no": casefile.no})


def settle_check(ask: Ask) -> Iterator[Reason]:
    """The clause is asked in an assessment that is going on."""
    to = ask.values.get("to")
    if to and not any(to in sheet.clauses for _, sheet in _going_on(ask.casefile)):
        yield Reason("move.no_clause", {"clause": to}, "to")


def settle(draft: Draft, ask: Ask) -> None:
    """The note and the evidence go to the clause; its rating is for people to give. Or the answer is let go, with the reason."""
    answer, to = ask.values["answer"], ask.values.get("to", "")
    if to:
        _place(draft, ask.casefile, next(one for one in ask.casefile.stranded if one.key == answer), to)
    draft.add(AnswerSettled(answer=answer, to=to, on=draft.today))


def _place(draft: Draft, casefile: CaseFile, stranded: Stranded, to: str) -> None:
    head, sheet = next((head, sheet) for head, sheet in _going_on(casefile) if to in sheet.clauses)
    old = casefile.sheet(stranded.assessment)
    said = old.answers[stranded.clause] if old else ClauseAnswer(stranded.clause)
    known = sheet.answers.get(to, ClauseAnswer(to))
    placed = replace(
        known,
        note="\n".join(dict.fromkeys(one for one in (known.note, said.note) if one)),
        evidence=tuple(dict.fromkeys((*known.evidence, *said.evidence))),
        answered_on=draft.today,
        answered_by=draft.occasion.actor.login,
    )
    draft.add(ClausesAnswered(assessment=head.key, answers=(placed,)))


def _going_on(casefile: CaseFile) -> Iterator[tuple[Assessment, Sheet]]:
    found = ((head, casefile.sheet(head.key)) for head in open_ones(casefile))
    return ((head, sheet) for head, sheet in found if sheet)
