"""What is unsure about a date (暂定、待核): the same words for a terminal and a calendar feed."""

from collections.abc import Mapping
from typing import Any

from config.i18n import _
from models.vocabulary import Tier

Marks = tuple[str, ...]


def marks(*, provisional: bool = False, unconfirmed: bool = False) -> Marks:
    """Provisional, while that year's calendar is not published; to be confirmed, while its term rests on a fact not seen."""
    found = {_("暂定"): provisional, _("待核"): unconfirmed}
    return tuple(word for word, holds in found.items() if holds)


def of_tiers(*, provisional: bool, unconfirmed: bool, has_law: bool) -> Mapping[Tier, Marks]:
    """The marks of a step's two dates. What is to be confirmed is nearly always the law's: where there is such a date, it is."""
    return {
        Tier.TARGET: marks(provisional=provisional, unconfirmed=unconfirmed and not has_law),
        Tier.STATUTORY: marks(provisional=provisional, unconfirmed=unconfirmed),
    }


def marked(said: object, found: Marks) -> str:
    """What is said, with the marks behind it; nothing where there is nothing to mark."""
    return _("{said}（{marks}）").format(said=said, marks=_("、").join(found)) if found and said else str(said or "")


def both_dates(step: Mapping[str, Any]) -> tuple[str, str]:
    """Target and statutory date of a step of the contract, each with its marks."""
    target, law = step["due_on"], step["statutory_due_on"]
    found = of_tiers(provisional=step["provisional"], unconfirmed=step["unconfirmed"], has_law=law is not None)
    return marked(target, found[Tier.TARGET]), marked(law, found[Tier.STATUTORY])
