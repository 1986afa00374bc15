"""Undoing (撤回): whoever has just done something takes it back, and the case is exactly as it was before.

Only the newest act of a case, within ten minutes, by the one who did it: nothing can have been built on it yet. The journal keeps
both. What an act has said to people is not unsaid; what is still queued is looked at once more before it goes.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from cases.acts import Ask
from cases.draft import Draft
from cases.fold import evolve
from cases.occasion import Occasion
from models.casefile import CaseFile
from models.changes import UNDONE, ActUndone
from models.record import LastAct
from models.refusals import Reason

WITHIN = timedelta(minutes=10)  # inclusive
UNDOABLE = frozenset(
    {
        "start-step",
        "complete-step",
        "submit-step",
        "accept-step",
        "return-step",
        "waive-step",
        "reopen-step",
        "add-step",
        "attach-evidence",
        "acknowledge",
        "snooze",
        "promise",
        "urge",
        "extend-deadline",
        "ask-party",
        "record-answer",
        "assign",
        "claim",
        "delegate",
        "release",
        "raise-priority",
        "lower-priority",
        "put-on-agenda",
        "take-off-agenda",
        "look-at-plan",
    }
)
"""The acts that can be undone. Those that end a stage or a case, or reach the assessments, are put right by acts of their own."""


def undo_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """The newest act is one's own, a moment old, and of a kind that changes nothing but this."""
    last = occasion.last
    if last is None:
        yield Reason("undo.nothing", {"no": casefile.no})
        return
    act = {"act": last.record.act}
    if last.record.actor != occasion.actor.login:
        yield Reason("undo.not_yours", {**act, "person": last.record.actor})
    elif last.record.act not in UNDOABLE:
        yield Reason("undo.not_this", act)
    elif occasion.now > until(last.record.at):
        yield Reason("undo.too_late", {**act, "minutes": WITHIN // timedelta(minutes=1)})
    elif last.before and not _is_exact(casefile, last, last.before):
        yield Reason("undo.reaches_further", act)


def undo(draft: Draft, ask: Ask) -> None:
    """The case is as it was before the act."""
    last = ask.occasion.last
    if last is None or last.before is None:
        raise ValueError(f"{draft.casefile.no}: nobody looked up what was before")
    draft.add(_undone(draft.casefile, last, last.before))


def until(done_at: datetime) -> datetime:
    """The last moment in which something done then can be undone."""
    return done_at + WITHIN


def _undone(casefile: CaseFile, last: LastAct, before: CaseFile) -> ActUndone:
    were = {one.key for one in before.steps}
    return ActUndone(
        act=last.record.act,
        step=next((step for change in last.record.changes if (step := getattr(change, "step", ""))), ""),
        steps=tuple(one for one in before.steps if one != casefile.step(one.key)),
        gone=tuple(one.key for one in casefile.steps if one.key not in were),
        **{name: getattr(before, name) for name in UNDONE},
    )


def _is_exact(casefile: CaseFile, last: LastAct, before: CaseFile) -> bool:
    """Whether what an undoing gives back is all that the act has changed."""
    restored = evolve(casefile, _undone(casefile, last, before))
    return restored == replace(before, version=casefile.version, sheets=casefile.sheets)
