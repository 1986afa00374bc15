"""Rectifying (整改与核验): a finding is put right by whoever works on it, and seen to be right by somebody else."""

from collections.abc import Callable, Iterator

from cases.acts import Ask
from cases.assessing.rectifiable import beyond, refusal
from cases.draft import Draft
from cases.duties import deciding
from cases.occasion import Occasion
from models.acts import Input
from models.casefile import CaseFile
from models.changes import FindingMoved
from models.definitions import Text
from models.finding import Finding, FindingState
from models.refusals import Reason


def has(*states: FindingState) -> Callable[[CaseFile, str, Occasion], Iterator[Reason]]:
    """Some finding is in one of these states."""

    def objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
        if not _in(casefile, states):
            yield Reason("finding.none", {"no": casefile.no})

    return objections


def which(*states: FindingState, how: bool = False) -> Callable[[CaseFile, str], tuple[Input, ...]]:
    """Which of those in these states; how it was put right, where that is asked."""

    def inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
        found = _in(casefile, states)
        labels = {one.key: Text(zh=f"{one.key} {one.text}"[:60], en=f"{one.key} {one.text}"[:60]) for one in found}
        asked = Input("finding", "choice", choices=tuple(labels), labels=labels)
        return (asked, Input("how")) if how else (asked,)

    return inputs


def fix_check(ask: Ask) -> Iterator[Reason]:
    """It may be put right: not a clause that failed on site and is left to the decision."""
    found = ask.casefile.finding(str(ask.values.get("finding", "")))
    if found and (lost := beyond(ask.casefile, found)):
        yield refusal(lost, "finding")


def verify_check(ask: Ask) -> Iterator[Reason]:
    """It is seen by somebody else than who put it right, on whosever behalf."""
    found = ask.casefile.finding(str(ask.values.get("finding", "")))
    if found and {found.fixed_by, found.fixed_for} & deciding(ask.occasion):
        yield Reason("finding.own_fix", {"finding": found.key}, "finding")


def move_to(state: FindingState) -> Callable[[Draft, Ask], None]:
    """The finding is in this state from now on."""

    def move(draft: Draft, ask: Ask) -> None:
        text = ask.values.get("how") or draft.occasion.reason
        by, capacity = draft.occasion.actor.login, draft.occasion.capacity.login
        draft.add(
            FindingMoved(
                finding=ask.values["finding"], state=state, on=draft.today, by=by, capacity=capacity, text=text
            )
        )

    return move


def _in(casefile: CaseFile, states: tuple[FindingState, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in casefile.findings if one.state in states)
