"""What a case does to its enterprise's credit (信用): an event of its regime, with the level that it brings."""

from datetime import date

from cases.draft import Draft
from models.changes import CreditChanged
from models.credit import CreditEvent


def change_credit(draft: Draft, kind: str, *, ending: bool, on: date | None = None) -> CreditEvent:
    """Note that ``kind`` happened today, or ``on``; ``ending`` if it comes with the end of the case."""
    regime = draft.casefile.regime
    event = CreditEvent(
        kind=kind,
        on=on or draft.today,
        regime=regime.regime,
        level=regime.events[kind].level or "",
        case=draft.casefile.no,
        text=draft.occasion.reason,
        ending=ending,
    )
    draft.add(CreditChanged(event=event))
    return event
