"""The verdict (结论): whether the pass rule is met, predicate by predicate, and what keeps it from being sure."""

from dataclasses import dataclass

from cases.assessing.clauses import unseen
from cases.assessing.predicates import Judged, judge
from cases.assessing.tally import Tally
from models.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """``passed`` is None while clauses are open, or where the standard has no pass rule. ``unconfirmed``: the rule itself is 待核.

    ``unseen`` are clauses the standard has and nobody here knows: they were not asked.
    """

    total: int
    passed: bool | None
    judged: tuple[Judged, ...]
    unconfirmed: bool
    unseen: tuple[int, ...]


def verdict(tally: Tally, variant: str) -> Verdict:
    """What the ratings come to by the standard's own rule."""
    standard = tally.standard
    rule = standard.pass_rule
    judged = tuple(judge(one, tally) for one in rule.all_of) if rule else ()
    found = standard.variants.get(variant)
    return Verdict(
        total=tally.total,
        passed=_passed(judged),
        judged=judged,
        unconfirmed=bool(rule and rule.status is Standing.UNCONFIRMED),
        unseen=unseen(found) if found else (),
    )


def _passed(judged: tuple[Judged, ...]) -> bool | None:
    verdicts = [one.met for one in judged]
    if not verdicts:
        return None
    return False if False in verdicts else None if None in verdicts else True
