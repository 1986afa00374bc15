"""The effect of an edit (改动差异) as one document for programs, and in one sentence for people."""

from typing import Any

from config.i18n import _
from config.reasons import as_document
from jobs.effect import Effect, Share, Told
from jobs.try_rulebook import Change, Trial

Document = dict[str, Any]


def trial_document(trial: Trial) -> Document:
    """What would be new, how it differs, and the effect; nothing was published."""
    return {
        "published": [],
        "dry_run": True,
        "changes": [_change(one) for one in trial.changes],
        "effect": effect_document(trial.effect),
    }


def effect_document(effect: Effect) -> Document:
    """Its days, everything that is gained and lost, and the share of everybody concerned."""
    return {
        "first": effect.first,
        "until": effect.until,
        "gained": [_told(one) for one in effect.gained],
        "lost": [_told(one) for one in effect.lost],
        "shares": [_share(one) for one in effect.shares],
    }


def in_a_sentence(effect: Effect) -> str:
    """How many reminders come, go and move."""
    if not effect.moves:
        return _("今后 30 天的提醒不变：没有人多收，也没有人少收。")
    gained, lost = (sum(one.before is None for one in effect.moves), sum(one.after is None for one in effect.moves))
    said = _("今后 30 天（{first} 至 {until}）：新增 {gained} 条，不再提醒 {lost} 条，改日 {moved} 条。")
    moved = len(effect.moves) - gained - lost
    return said.format(first=effect.first, until=effect.until, gained=gained, lost=lost, moved=moved)


def _change(one: Change) -> Document:
    differences = [as_document(reason) for reason in one.differences]
    return {"kind": one.kind, "key": one.key, "hash": one.hash, "differences": differences}


def _told(one: Told) -> Document:
    names = ("on", "person", "case", "step", "subject", "rung")
    return {name: getattr(one, name) for name in names}


def _share(one: Share) -> Document:
    names = ("person", "before", "after", "peak_before", "peak_after")
    return {name: getattr(one, name) for name in names}
