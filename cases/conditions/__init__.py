"""Conditions (条件): names of pure functions with typed arguments, which say met, not met, or unknown yet, and why.

To add one, write a function under ``@condition("name")`` in one of these files; the lint and the rulebook know it at once.
"""

from cases.conditions import assessments, facts, gates, steps
from cases.registry import CONDITIONS, MET, ConditionRule, Verdict, condition, judge, judge_all

__all__ = [
    "CONDITIONS",
    "MET",
    "ConditionRule",
    "Verdict",
    "assessments",
    "condition",
    "facts",
    "gates",
    "judge",
    "judge_all",
    "steps",
]
